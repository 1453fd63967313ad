package dev.holdpoint.approval.hold;

import dev.holdpoint.approval.hold.ActionRefused.NotAPerson;
import dev.holdpoint.approval.hold.ActionRefused.NotEligible;
import dev.holdpoint.approval.hold.ActionRefused.NotYetAsked;
import dev.holdpoint.approval.hold.ActionRefused.SelfApproval;
import dev.holdpoint.approval.hold.ActionRefused.TooManyVotes;
import dev.holdpoint.approval.hold.ActionRefused.VotedAlready;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalKind;
import java.util.List;
import java.util.Map;

/** Who may vote on a hold. */
final class VotingRights {
    /** How often a person may approve of one hold, by whichever accounts. */
    static final int MOST_APPROVALS = 10;

    private final People people;

    VotingRights(People people) {
        this.people = people;
    }

    /** Refuses approval by anybody on the requester's side, machines and outsiders. */
    void requireApprover(Ballot ballot, Principal voter) {
        if (people.together(voter, ballot.placed().requester())) {
            throw new SelfApproval();
        }
        requireVoter(ballot, voter);
    }

    /** Refuses machines, votes through machines, and outsiders. */
    static void requireVoter(Ballot ballot, Principal voter) {
        if (voter.kind() != PrincipalKind.HUMAN || voter.onBehalfOf() != null) {
            throw new NotAPerson();
        }
        if (ballot.counting(voter.groups()).isEmpty()) {
            throw new NotEligible(ballot.placed().terms().parts());
        }
    }

    /** Refuses who is asked in another stage than the one that is open. */
    static void requireAsked(Ballot ballot, List<String> groups) {
        if (groups.isEmpty()) {
            throw new NotYetAsked(ballot.asked().from());
        }
    }

    /** Refuses who has approved by another account: a person counts once. */
    void requireFirst(Ballot ballot, Principal voter) {
        var person = people.person(voter.id());
        for (var vote : ballot.votes()) {
            if (!vote.approver().equals(voter.id())
                    && people.person(vote.approver()).equals(person)) {
                throw new VotedAlready(vote.approver());
            }
        }
    }

    /** Refuses who has approved and taken it back time and again; each is an event for ever. */
    void requireRest(Ballot ballot, Principal voter) {
        var person = people.person(voter.id());
        int approvals =
                ballot.approvals().entrySet().stream()
                        .filter(count -> people.person(count.getKey()).equals(person))
                        .mapToInt(Map.Entry::getValue)
                        .sum();
        if (approvals >= MOST_APPROVALS) {
            throw new TooManyVotes(MOST_APPROVALS);
        }
    }
}
