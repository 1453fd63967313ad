package dev.holdpoint.approval.api;

import dev.holdpoint.approval.hold.HoldAction;
import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.Deny;
import dev.holdpoint.approval.hold.HoldAction.Retract;
import dev.holdpoint.approval.hold.Voter;
import dev.holdpoint.approval.inbox.VotingDesk.Cast;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.service.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a voter sends.
 *
 * @param vote {@code approve}, {@code deny}, or {@code retract} to take an approval back
 * @param reason at most 2,000 characters
 * @param ballot of an approval: the number of the ballot the voter saw; void if it changed since
 * @param inPlaceOf who delegated their vote to the voter; null if they vote for themselves
 * @param alike other holds the vote is for, too, that ask for the very same; at most 50
 */
public record CastVote(
        @Nullable String vote,
        @Nullable String reason,
        @Nullable Integer ballot,
        @Nullable Account inPlaceOf,
        @Nullable List<String> alike) {
    static final String CHOICES = "A vote is approve, deny or retract.";

    private static final int LONGEST = 2_000;
    private static final int MOST_ALIKE = 50;

    /** What it does, by whoever casts it. */
    private Function<Voter, HoldAction> action(Instant now) {
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

    /** On which holds, by whoever casts it; a ballot is of the first. */
    Cast on(HoldId hold, Instant now) {
        var others = new CastVote(vote, reason, null, inPlaceOf, null);
        return new Cast(hold, action(now), others(hold), others.action(now));
    }

    private List<HoldId> others(HoldId hold) {
        var named = alike == null ? List.<String>of() : alike;
        if (named.size() > MOST_ALIKE
                || named.stream().anyMatch(Objects::isNull)
                || !named.stream().allMatch(HoldName::isOne)) {
            throw new Problem(
                    422,
                    "bad-alike",
                    "alike names at most %d holds by their ids.".formatted(MOST_ALIKE));
        }
        return named.stream().map(HoldId::new).filter(one -> !one.equals(hold)).distinct().toList();
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
