package dev.holdpoint.approval.hold;

import dev.holdpoint.approval.hold.ActionRefused.NotAPerson;
import dev.holdpoint.approval.hold.ActionRefused.NotEligible;
import dev.holdpoint.approval.hold.ActionRefused.NotYetAsked;
import dev.holdpoint.approval.hold.ActionRefused.SelfApproval;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.HoldTerms.Stage;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Who may vote on a hold. */
final class VotingRights {
    private VotingRights() {}

    /** Refuses approval by anybody on the requester's side, machines and outsiders. */
    static void requireApprover(HoldPlaced hold, Principal voter) {
        if (people(voter).anyMatch(side -> people(hold.requester()).anyMatch(side::equals))) {
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

    /** The groups of all stages that {@code voter} counts for. */
    static List<String> groups(HoldPlaced hold, Principal voter) {
        return hold.terms().order().stream()
                .flatMap(stage -> groups(stage, voter).stream())
                .distinct()
                .toList();
    }

    /** The groups of a stage that {@code voter} counts for. */
    static List<String> groups(Stage stage, Principal voter) {
        return stage.from().stream()
                .filter(part -> part.admits(voter.groups()))
                .map(QuorumPart::group)
                .distinct()
                .toList();
    }

    private static Stream<PrincipalId> people(Principal principal) {
        return Stream.of(principal.id(), principal.onBehalfOf()).filter(Objects::nonNull);
    }
}
