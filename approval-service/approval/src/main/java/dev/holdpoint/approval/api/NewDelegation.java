package dev.holdpoint.approval.api;

import dev.holdpoint.events.DelegationEvent.DelegationGiven;
import dev.holdpoint.events.DelegationId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.service.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a delegator sends.
 *
 * @param delegate who may vote in their place
 * @param groups of theirs it is for; all that their token names unless it says otherwise
 * @param from when it begins; at once unless it says otherwise
 * @param until when it is over
 * @param reason at most 2,000 characters
 */
public record NewDelegation(
        @Nullable Account delegate,
        @Nullable List<String> groups,
        @Nullable String from,
        @Nullable String until,
        @Nullable String reason) {
    DelegationGiven given(DelegationId id, Principal delegator, Instant now) {
        if (delegate == null || until == null) {
            throw new Problem(
                    422,
                    "incomplete",
                    "A delegation names its delegate and until when it is: {\"delegate\":"
                            + " {\"subject\": \"bea\"}, \"until\": \"2027-01-31T18:00:00Z\"}.");
        }
        return new DelegationGiven(
                id,
                delegator.id(),
                delegate.id(delegator),
                groups == null ? delegator.groups() : named(groups),
                from == null ? now.truncatedTo(ChronoUnit.MICROS) : moment("from", from),
                moment("until", until),
                CastVote.readable(reason));
    }

    private static List<String> named(List<String> groups) {
        if (groups.stream().anyMatch(Objects::isNull)) {
            throw new Problem(422, "bad-groups", "groups are names: [\"dba\"].");
        }
        return groups.stream().distinct().toList();
    }

    private static Instant moment(String name, String text) {
        try {
            return Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            throw new Problem(422, "bad-time", name + " is a moment such as 2027-01-31T18:00:00Z.");
        }
    }
}
