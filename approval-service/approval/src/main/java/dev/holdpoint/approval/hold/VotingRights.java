package dev.holdpoint.approval.hold;

import dev.holdpoint.approval.hold.ActionRefused.NotAPerson;
import dev.holdpoint.approval.hold.ActionRefused.NotEligible;
import dev.holdpoint.approval.hold.ActionRefused.NotYetAsked;
import dev.holdpoint.approval.hold.ActionRefused.SelfApproval;
import dev.holdpoint.approval.hold.ActionRefused.VotedAlready;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.HoldTerms.Stage;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalKind;
import java.util.Collection;
import java.util.List;

/** Who may vote on a hold. */
final class VotingRights {
    private final People people;

    VotingRights(People people) {
        this.people = people;
    }

    /** Refuses approval by anybody on the requester's side, machines and outsiders. */
    void requireApprover(HoldPlaced hold, Principal voter) {
        if (people.together(voter, hold.requester())) {
            throw new SelfApproval();
        }
        requireVoter(hold, voter);
    }

    /** Refuses machines, votes through machines, and outsiders. */
    static void requireVoter(HoldPlaced hold, Principal voter) {
        if (voter.kind() != PrincipalKind.HUMAN || voter.onBehalfOf() != null) {
            throw new NotAPerson();
        }
        if (groups(hold, voter).isEmpty()) {
            throw new NotEligible(hold.terms().parts());
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

    /** The groups of all stages that {@code voter} counts for. */
    static List<String> groups(HoldPlaced hold, Principal voter) {
        return hold.terms().order().stream()
                .flatMap(stage -> groups(stage, voter.groups()).stream())
                .distinct()
                .toList();
    }

    /** The groups of a stage that somebody in {@code groups} counts for. */
    static List<String> groups(Stage stage, Collection<String> groups) {
        return stage.from().stream()
                .filter(part -> part.admits(groups))
                .map(QuorumPart::group)
                .distinct()
                .toList();
    }
}
