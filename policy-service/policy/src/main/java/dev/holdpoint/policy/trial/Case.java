package dev.holdpoint.policy.trial;

import dev.holdpoint.events.Principal;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.language.Place;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One command of somebody, and what should come of it.
 *
 * @param at when; null for whenever it is tried
 * @param justification null if none was given
 */
public record Case(
        String name,
        Place place,
        @Nullable Instant at,
        Principal principal,
        TargetName target,
        GivenCommand command,
        SessionUse use,
        @Nullable String justification,
        Map<String, String> tags,
        Expectation expected) {
    public Case {
        tags = Map.copyOf(tags);
    }
}
