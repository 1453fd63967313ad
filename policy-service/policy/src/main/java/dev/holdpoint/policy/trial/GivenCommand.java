package dev.holdpoint.policy.trial;

import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.policy.language.Place;
import dev.holdpoint.policy.language.condition.ProtocolFacts;
import org.jspecify.annotations.Nullable;

/** How a case says what is to be decided. */
public sealed interface GivenCommand {
    /** Where that is written. */
    Place place();

    /**
     * By the text a client would send.
     *
     * @param estimatedRows what the target would expect; null if it could not say
     */
    record Sql(String text, @Nullable Long estimatedRows, Place place) implements GivenCommand {}

    /**
     * By what it does.
     *
     * @param told what it does in another protocol than SQL's
     */
    record Facts(CommandFacts facts, ProtocolFacts told, Place place) implements GivenCommand {}

    /** Not a command, but asking for access. */
    record Request(AccessScope scope, Place place) implements GivenCommand {}
}
