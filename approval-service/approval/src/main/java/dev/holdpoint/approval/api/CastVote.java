package dev.holdpoint.approval.api;

import dev.holdpoint.approval.hold.HoldAction;
import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.Deny;
import dev.holdpoint.approval.hold.HoldAction.Retract;
import dev.holdpoint.approval.hold.Voter;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.service.Problem;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a voter sends.
 *
 * @param vote {@code approve}, {@code deny}, or {@code retract} to take an approval back
 * @param reason at most 2,000 characters
 * @param ballot of an approval: the number of the ballot the voter saw; void if it changed since
 * @param inPlaceOf who delegated their vote to the voter; null if they vote for themselves
 */
public record CastVote(
        @Nullable String vote,
        @Nullable String reason,
        @Nullable Integer ballot,
        @Nullable Account inPlaceOf) {
    static final String CHOICES = "A vote is approve, deny or retract.";

    private static final int LONGEST = 2_000;

    /** What it does, by whoever casts it. */
    Function<Voter, HoldAction> action(Instant now) {
        var why = readable(reason);
        return switch (vote) {
            case "approve" -> voter -> new Approve(voter, why, now, ballot);
            case "deny" -> voter -> new Deny(voter, why, now);
            case "retract" -> voter -> new Retract(voter.principal(), why, now);
            case null, default -> throw new Problem(422, "unknown-vote", CHOICES);
        };
    }

    /** In whose place it is; null if for themselves. */
    @Nullable PrincipalId delegator(Principal voter) {
        return inPlaceOf == null ? null : inPlaceOf.id(voter);
    }

    /** Why, as it is kept; empty if they do not say. */
    public static String readable(@Nullable String reason) {
        var why = reason == null ? "" : reason.strip();
        if (why.length() > LONGEST) {
            throw new Problem(422, "reason-too-long", "A reason has at most 2000 characters.");
        }
        if (why.chars().anyMatch(CastVote::isUnreadable)) {
            throw new Problem(
                    422, "reason-unreadable", "Leave control characters out of the reason.");
        }
        return why;
    }

    private static boolean isUnreadable(int character) {
        return Character.isISOControl(character) && "\t\n\r".indexOf(character) < 0;
    }
}
