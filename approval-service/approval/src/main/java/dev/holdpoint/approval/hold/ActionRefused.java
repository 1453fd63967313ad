package dev.holdpoint.approval.hold;

import dev.holdpoint.events.HoldEvent.GlassBroken;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.PrincipalId;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An action that a hold does not admit; the message tells people why. */
public abstract sealed class ActionRefused extends RuntimeException {
    private final String code;

    private ActionRefused(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** Stable, for programs. */
    public final String code() {
        return code;
    }

    /** Why, for people. */
    public final String reason() {
        return String.valueOf(getMessage());
    }

    private static String members(List<QuorumPart> parts) {
        return "members of "
                + parts.stream()
                        .map(part -> part.group() + only(part))
                        .distinct()
                        .collect(Collectors.joining(", "));
    }

    private static String only(QuorumPart part) {
        var only = part.only();
        if (only == null) {
            return "";
        }
        var in = only.in().stream().map(group -> "also in " + group);
        var notIn = only.notIn().stream().map(group -> "not in " + group);
        return Stream.concat(in, notIn).collect(Collectors.joining(" and ", " (", ")"));
    }

    private static String name(VoteCast vote) {
        var place = vote.inPlaceOf();
        return place == null
                ? vote.approver().subject()
                : vote.approver().subject() + " in place of " + place.delegator().subject();
    }

    /** There is no such hold. */
    public static final class UnknownHold extends ActionRefused {
        UnknownHold() {
            super("unknown-hold", "There is no such hold.");
        }
    }

    /** The voter is the requester, acts for them, is the one they act for, or owns them. */
    public static final class SelfApproval extends ActionRefused {
        SelfApproval() {
            super(
                    "self-approval",
                    "Nobody approves their own hold, nor one of an agent that acts for them or is"
                            + " theirs.");
        }
    }

    /** The voter, or in whose place they vote, has approved otherwise. */
    public static final class VotedAlready extends ActionRefused {
        VotedAlready(VoteCast vote) {
            super(
                    "voted-already",
                    "There is an approval as %s. A person counts once, whether they vote or somebody"
                                    .formatted(name(vote))
                            + " votes in their place.");
        }
    }

    /** The voter may vote in the place of somebody of the requester's side. */
    public static final class RequestersDelegate extends ActionRefused {
        RequestersDelegate() {
            super(
                    "requesters-delegate",
                    "Whoever may vote in the requester's place, or in that of somebody who acts"
                            + " through them or owns them, does not approve of their holds.");
        }
    }

    /** The voter has no mandate of that person. */
    public static final class NoMandate extends ActionRefused {
        public NoMandate(PrincipalId delegator) {
            super(
                    "no-mandate",
                    delegator.subject()
                            + " has not handed you their vote for now. Vote for yourself, or ask them"
                            + " to delegate it to this account of yours.");
        }
    }

    /** The voter is a machine, or votes through one. */
    public static final class NotAPerson extends ActionRefused {
        NotAPerson() {
            super("not-a-person", "Votes are cast by people in person.");
        }
    }

    /** The voter is in none of the groups that may release the hold. */
    public static final class NotEligible extends ActionRefused {
        NotEligible(List<QuorumPart> parts) {
            super("not-eligible", "Only " + members(parts) + " vote on this hold.");
        }
    }

    /** The voter is asked in another stage than the one that is open. */
    public static final class NotYetAsked extends ActionRefused {
        NotYetAsked(List<QuorumPart> parts) {
            super("not-yet-asked", "It is the turn of " + members(parts) + ".");
        }
    }

    /** A vote is for another hold, too, that does not ask for the same. */
    public static final class NotAlike extends ActionRefused {
        public NotAlike() {
            super(
                    "not-alike",
                    "One vote is for holds only that ask for the very same. Name those in alike that"
                            + " the hold shows there.");
        }
    }

    /** The vote must say why. */
    public static final class JustificationRequired extends ActionRefused {
        JustificationRequired() {
            super("justification-required", "A vote on this hold needs a reason.");
        }
    }

    /** Votes were cast or taken back since the voter looked. */
    public static final class BallotChanged extends ActionRefused {
        BallotChanged(int number) {
            super(
                    "ballot-changed",
                    "Votes on this hold were cast or taken back since. Look at it again, and vote"
                            + " with its ballot number, now "
                            + number
                            + ".");
        }
    }

    /** The voter has approved and taken it back too often. */
    public static final class TooManyVotes extends ActionRefused {
        TooManyVotes(int most) {
            super(
                    "too-many-votes",
                    "You have approved of this hold %d times, and nobody may more often. Deny it, or"
                                    .formatted(most)
                            + " leave it to others.");
        }
    }

    /** The voter approves of more holds than anybody reads. */
    public static final class TooFast extends ActionRefused {
        public TooFast(int mostPerMinute) {
            super(
                    "too-fast",
                    "A person approves of %d holds a minute at most. Wait, or deny it."
                            .formatted(mostPerMinute));
        }
    }

    /** The hold is decided or dead, so the action is void. */
    public static final class HoldIsOver extends ActionRefused {
        HoldIsOver(String why) {
            super("hold-is-over", why);
        }
    }

    /** A claim came before the quorum was complete. */
    public static final class NotReleased extends ActionRefused {
        NotReleased() {
            super("not-released", "The hold is not released.");
        }
    }

    /** Without those who are in no group that counts any more, the quorum is not complete. */
    public static final class ApproversLeft extends ActionRefused {
        ApproversLeft(List<VoteCast> votes) {
            super(
                    "approvers-left",
                    "The approval does not stand any more. Who may not approve it by now: "
                            + votes.stream()
                                    .map(ActionRefused::name)
                                    .collect(Collectors.joining(", "))
                            + ".");
        }

        /** Who released it alone may not any more. */
        ApproversLeft(GlassBroken broken) {
            super(
                    "approvers-left",
                    "Who broke the glass may not any more: " + broken.breaker().subject() + ".");
        }
    }

    /** Who would release the hold alone is not given that right by its rule, or is no person. */
    public static final class MayNotBreak extends ActionRefused {
        MayNotBreak(List<String> breakers) {
            super(
                    "may-not-break",
                    breakers.isEmpty()
                            ? "The rules that hold this let nobody break the glass. Ask its approvers."
                            : "Only members of %s break the glass of this hold, in person."
                                    .formatted(String.join(", ", breakers)));
        }
    }

    /** Who would release the hold alone has done so too often. */
    public static final class TooManyBreakings extends ActionRefused {
        public TooManyBreakings(int most, long hours) {
            super(
                    "too-many-breakings",
                    "You have broken the glass %d times in %d hours, and nobody may more often. Ask the"
                                    .formatted(most, hours)
                            + " hold's approvers.");
        }
    }

    /** A hold that is not a ticket is asked for as one. */
    public static final class NotATicket extends ActionRefused {
        NotATicket() {
            super("not-a-ticket", "The hold is for the session that waits under it.");
        }
    }

    /** Who judges is no person of those who watch over approving. */
    public static final class NotAJudge extends ActionRefused {
        NotAJudge(Collection<String> judges) {
            super(
                    "not-a-judge",
                    "Approvals are judged by members of %s, in person."
                            .formatted(String.join(", ", judges)));
        }
    }

    /** Who judges has approved or broken the glass, or is of their side or the requester's. */
    public static final class OwnApproval extends ActionRefused {
        OwnApproval() {
            super(
                    "own-approval",
                    "Nobody judges what they approved or broke the glass of, nor what they or an"
                            + " agent of theirs asked for, by whichever account; nor, of a broken"
                            + " glass, who could vote in the place of either since the hold was"
                            + " placed.");
        }
    }

    /** The glass was broken while it was looked up who may judge. */
    public static final class BrokenSince extends ActionRefused {
        BrokenSince() {
            super("glass-broken", "Its glass was broken just now. Look at the hold again.");
        }
    }

    /** There is no approval to judge. */
    public static final class NeverReleased extends ActionRefused {
        NeverReleased() {
            super("never-released", "The hold was not released: there is no approval to judge.");
        }
    }

    /** Who judges has changed their mind too often. */
    public static final class TooManyJudgements extends ActionRefused {
        TooManyJudgements(int most) {
            super(
                    "too-many-judgements",
                    "You have judged this hold %d times, and nobody may more often."
                            .formatted(most));
        }
    }

    /** An edge claims what no session of its own waits for. */
    public static final class OtherEdge extends ActionRefused {
        /** Tells nothing of where it waits. */
        public OtherEdge() {
            super("other-edge", "No command of this edge waits under that hold.");
        }
    }

    /** A claim is for something else than what was approved. */
    public static final class ClaimMismatch extends ActionRefused {
        ClaimMismatch(Iterable<String> differences) {
            super(
                    "claim-mismatch",
                    "What was approved is not what would run: another "
                            + String.join(", another ", differences)
                            + ".");
        }
    }
}
