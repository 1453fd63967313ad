package dev.holdpoint.approval.api;

import dev.holdpoint.approval.hold.HoldAction;
import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.Deny;
import dev.holdpoint.events.Principal;
import dev.holdpoint.service.Problem;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a voter sends.
 *
 * @param vote {@code approve} or {@code deny}
 * @param reason at most 2,000 characters
 */
public record CastVote(@Nullable String vote, @Nullable String reason) {
    private static final int LONGEST = 2_000;

    HoldAction action(Principal voter, Instant now) {
        var why = reason == null ? "" : reason.strip();
        if (why.length() > LONGEST) {
            throw new Problem(422, "reason-too-long", "A reason has at most 2000 characters.");
        }
        if (why.chars().anyMatch(CastVote::isUnreadable)) {
            throw new Problem(
                    422, "reason-unreadable", "Leave control characters out of the reason.");
        }
        return switch (vote) {
            case "approve" -> new Approve(voter, why, now);
            case "deny" -> new Deny(voter, why, now);
            case null, default ->
                    throw new Problem(422, "unknown-vote", "A vote is approve or deny.");
        };
    }

    private static boolean isUnreadable(int character) {
        return Character.isISOControl(character) && "\t\n\r".indexOf(character) < 0;
    }
}
