package dev.holdpoint.approval.api;

import dev.holdpoint.approval.access.AccessState.Asked;
import dev.holdpoint.approval.api.AccessRequests.Ballot;
import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.Principal;
import dev.holdpoint.service.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a voter on a request for access sends.
 *
 * @param vote {@code approve} or {@code deny}
 * @param reason at most 2,000 characters
 * @param effects of an approval: fewer than were asked for; absent for all of them
 * @param seconds of an approval: shorter than was asked for; absent for as long
 * @param inPlaceOf absent: votes on requests are not delegated
 */
public record AccessVote(
        @Nullable String vote,
        @Nullable String reason,
        @Nullable List<String> effects,
        @Nullable Long seconds,
        @Nullable Account inPlaceOf) {
    static final String CHOICES = "A vote on a request is approve or deny.";

    /** Refuses a vote in another's place. */
    void requireInPerson() {
        if (inPlaceOf != null) {
            throw new Problem(
                    422,
                    "not-delegated",
                    "Votes on requests for access are not delegated: leave inPlaceOf out.");
        }
    }

    /** An approval. */
    Ballot ballot(Principal voter, String why, Asked asked, Instant at) {
        return new Ballot(voter, why, scope(asked.requested().asked()), at);
    }

    private AccessScope scope(AccessScope asked) {
        return NewAccessRequest.scope(
                effects == null
                        ? asked.effects().stream()
                                .map(effect -> effect.name().toLowerCase(Locale.ROOT))
                                .toList()
                        : effects,
                seconds == null ? asked.seconds() : seconds);
    }
}
