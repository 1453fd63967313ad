package dev.holdpoint.approval.api;

import dev.holdpoint.approval.hold.Ballot;
import dev.holdpoint.approval.hold.FollowingUp;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.Principal;
import dev.holdpoint.service.Roles;
import java.util.HashSet;
import java.util.Set;

/**
 * Who may see a hold: its approvers and their delegates, also those who voted and have left the
 * group, those who may break its glass, its requester, their human, security and auditors.
 */
final class Audience {
    static final Set<String> SEE_ALL = Set.of(Roles.SECURITY, Roles.AUDITORS);

    private Audience() {}

    static boolean seesAll(Principal caller) {
        return caller.groups().stream().anyMatch(SEE_ALL::contains);
    }

    /** Whether it is their own command, or one that runs for them. */
    static boolean asks(HoldPlaced hold, Principal caller) {
        return caller.id().equals(hold.requester().id())
                || caller.id().equals(hold.requester().onBehalfOf());
    }

    /**
     * Whether they see it.
     *
     * @param handedOver groups in whose members' place they may vote
     */
    static boolean includes(Ballot ballot, Principal caller, Set<String> handedOver) {
        var hold = ballot.placed();
        var groups = new HashSet<>(handedOver);
        groups.addAll(caller.groups());
        return seesAll(caller)
                || ballot.knows(caller.id())
                || asks(hold, caller)
                || FollowingUp.standIns(hold).stream().anyMatch(groups::contains)
                || hold.terms().breakers().stream().anyMatch(groups::contains)
                || hold.terms().parts().stream().anyMatch(part -> groups.contains(part.group()));
    }
}
