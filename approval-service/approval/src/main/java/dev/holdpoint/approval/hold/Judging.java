package dev.holdpoint.approval.hold;

import dev.holdpoint.approval.hold.ActionRefused.BrokenSince;
import dev.holdpoint.approval.hold.ActionRefused.NeverReleased;
import dev.holdpoint.approval.hold.ActionRefused.NotAJudge;
import dev.holdpoint.approval.hold.ActionRefused.OwnApproval;
import dev.holdpoint.approval.hold.ActionRefused.TooManyJudgements;
import dev.holdpoint.approval.hold.ActionRefused.UnknownHold;
import dev.holdpoint.approval.hold.HoldAction.Judge;
import dev.holdpoint.approval.hold.HoldState.Claimed;
import dev.holdpoint.approval.hold.HoldState.Expired;
import dev.holdpoint.approval.hold.HoldState.NotPlaced;
import dev.holdpoint.approval.hold.HoldState.Open;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.hold.HoldState.Refused;
import dev.holdpoint.approval.hold.HoldState.Released;
import dev.holdpoint.approval.hold.HoldState.Withdrawn;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldJudged;
import dev.holdpoint.events.Principal;
import dev.holdpoint.service.Roles;
import java.util.List;

/** What is said afterwards of an approval: by whom it may be, and of which holds. */
final class Judging {
    /** How often a person may judge one hold, by whichever accounts. */
    static final int MOST_JUDGEMENTS = 10;

    private static final List<String> JUDGES = List.of(Roles.SECURITY, Roles.AUDITORS);

    private final People people;

    Judging(People people) {
        this.people = people;
    }

    /** The refusal of a judgement on nothing; who is no judge does not learn that. */
    ActionRefused unknown(Judge action) {
        return isJudge(action.judge()) ? new UnknownHold() : new NotAJudge(JUDGES);
    }

    List<HoldEvent> judge(Placed state, Judge action) {
        var ballot = state.ballot();
        if (!isJudge(action.judge())) {
            throw new NotAJudge(JUDGES);
        }
        if (tookPart(ballot, action.judge())) {
            throw new OwnApproval();
        }
        requireOutsider(ballot, action);
        if (!wasReleased(state)) {
            throw new NeverReleased();
        }
        var judged =
                new HoldJudged(
                        ballot.placed().hold(),
                        action.judge().id(),
                        action.judgement(),
                        action.reason());
        if (ballot.judgement().filter(judged::equals).isPresent()) {
            return List.of();
        }
        requireRest(ballot, action.judge());
        return List.of(judged);
    }

    private boolean isJudge(Principal judge) {
        return people.actsInPerson(judge) && judge.groups().stream().anyMatch(JUDGES::contains);
    }

    /**
     * Whether they, by whichever account, are of the requester's side, have broken the glass, have
     * ever approved, or somebody has in their place.
     */
    private boolean tookPart(Ballot ballot, Principal judge) {
        var person = people.person(judge.id());
        var broken = ballot.broken();
        return people.together(judge, ballot.placed().requester())
                || broken != null && people.areOne(broken.breaker(), judge.id())
                || ballot.votes().stream()
                        .anyMatch(vote -> people.persons(Approvers.of(vote)).contains(person))
                || ballot.approvals().keySet().stream()
                        .anyMatch(approver -> people.person(approver).equals(person));
    }

    /** A broken glass is not reviewed by who was a delegate of those it is about. */
    private void requireOutsider(Ballot ballot, Judge action) {
        var broken = ballot.broken();
        if (broken == null) {
            return;
        }
        if (!broken.breaker().equals(action.standIns().breaker())) {
            throw new BrokenSince();
        }
        if (people.isAmong(action.standIns().delegates(), action.judge().id())) {
            throw new OwnApproval();
        }
    }

    private static boolean wasReleased(Placed state) {
        return switch (state) {
            case Released _, Claimed _ -> true;
            case Expired expired -> expired.released();
            case Withdrawn withdrawn -> withdrawn.ballot().wasReleased();
            case Open _, Refused _ -> false;
        };
    }

    private void requireRest(Ballot ballot, Principal judge) {
        var person = people.person(judge.id());
        long judgements =
                ballot.judgements().stream()
                        .filter(judged -> people.person(judged.judge()).equals(person))
                        .count();
        if (judgements >= MOST_JUDGEMENTS) {
            throw new TooManyJudgements(MOST_JUDGEMENTS);
        }
    }

    /** The same state with what was said of it. */
    static HoldState judged(HoldState state, Ballot ballot) {
        return switch (state) {
            case NotPlaced none -> none;
            case Open _ -> new Open(ballot);
            case Released(_, var until) -> new Released(ballot, until);
            case Claimed(_, var edge) -> new Claimed(ballot, edge);
            case Refused(_, var who, var why) -> new Refused(ballot, who, why);
            case Expired(_, var at, var released) -> new Expired(ballot, at, released);
            case Withdrawn(_, var code, var why) -> new Withdrawn(ballot, code, why);
        };
    }
}
