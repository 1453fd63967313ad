package dev.holdpoint.approval.api;

import dev.holdpoint.approval.inbox.Memberships;
import dev.holdpoint.service.Problem;
import java.time.Instant;

/** How old a token may be that votes, judges, hands a vote over, or asks for access. */
public final class TokenAge {
    private TokenAge() {}

    /**
     * Refuses one of before what is remembered.
     *
     * @throws Problem 403
     */
    public static void require(Memberships memberships, Instant issuedAt) {
        if (memberships.isTooOld(issuedAt)) {
            throw new Problem(
                    403,
                    "token-too-old",
                    "Your token was issued at %s, too long ago for what you ask: log in again."
                            .formatted(issuedAt));
        }
    }
}
