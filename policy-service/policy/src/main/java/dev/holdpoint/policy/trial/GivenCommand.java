package dev.holdpoint.policy.trial;

import dev.holdpoint.events.CommandFacts;
import org.jspecify.annotations.Nullable;

/** How a case says what is to be decided. */
public sealed interface GivenCommand {
    /**
     * By the text a client would send.
     *
     * @param estimatedRows what the target would expect; null if it could not say
     */
    record Sql(String text, @Nullable Long estimatedRows) implements GivenCommand {}

    /** By what it does. */
    record Facts(CommandFacts facts) implements GivenCommand {}
}
