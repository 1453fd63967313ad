package dev.holdpoint.approval.hold;

import dev.holdpoint.approval.hold.ActionRefused.NotAPerson;
import dev.holdpoint.approval.hold.ActionRefused.NotEligible;
import dev.holdpoint.approval.hold.ActionRefused.NotYetAsked;
import dev.holdpoint.approval.hold.ActionRefused.RequestersDelegate;
import dev.holdpoint.approval.hold.ActionRefused.SelfApproval;
import dev.holdpoint.approval.hold.ActionRefused.TooManyVotes;
import dev.holdpoint.approval.hold.ActionRefused.VotedAlready;
import dev.holdpoint.events.HoldEvent.VoteCast;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Who may vote on a hold. */
final class VotingRights {
    /** How often a person may approve of one hold, by whichever accounts. */
    static final int MOST_APPROVALS = 10;

    private final People people;

    VotingRights(People people) {
        this.people = people;
    }

    /**
     * Refuses approval by anybody on the requester's side or in the place of one, by their
     * delegates, machines and outsiders.
     */
    void requireApprover(Ballot ballot, Voter voter) {
        var requester = ballot.placed().requester();
        if (people.together(voter.principal(), requester)
                || voter.accounts().anyMatch(account -> people.isBehind(requester, account))) {
            throw new SelfApproval();
        }
        var delegates = voter.requestersDelegates();
        if (voter.accounts().anyMatch(account -> people.isAmong(delegates, account))) {
            throw new RequestersDelegate();
        }
        requireVoter(ballot, voter);
    }

    /** Refuses machines, votes through machines, and outsiders. */
    void requireVoter(Ballot ballot, Voter voter) {
        if (!people.actsInPerson(voter.principal())) {
            throw new NotAPerson();
        }
        if (ballot.counting(voter.standing()).isEmpty()) {
            throw new NotEligible(ballot.placed().terms().parts());
        }
    }

    /** Refuses who is asked in another stage than the one that is open. */
    static void requireAsked(Ballot ballot, List<String> groups) {
        if (groups.isEmpty()) {
            throw new NotYetAsked(ballot.asked().from());
        }
    }

    /** Refuses who has approved by another account or otherwise: a person counts once. */
    void requireFirst(Ballot ballot, Voter voter) {
        var persons = people.persons(voter.accounts());
        for (var vote : ballot.votes()) {
            if (!isRepeated(vote, voter)
                    && !Collections.disjoint(people.persons(Approvers.of(vote)), persons)) {
                throw new VotedAlready(vote);
            }
        }
    }

    private static boolean isRepeated(VoteCast vote, Voter voter) {
        return vote.approver().equals(voter.id())
                && Objects.equals(vote.inPlaceOf(), voter.inPlaceOf());
    }

    /** Refuses who has approved and taken it back time and again; each is an event for ever. */
    void requireRest(Ballot ballot, Voter voter) {
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
