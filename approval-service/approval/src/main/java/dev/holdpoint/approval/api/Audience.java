package dev.holdpoint.approval.api;

import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.Principal;
import dev.holdpoint.service.Roles;
import java.util.Set;

/** Who may see a hold: its approvers, its requester, their human, security and auditors. */
final class Audience {
    static final Set<String> SEE_ALL = Set.of(Roles.SECURITY, Roles.AUDITORS);

    private Audience() {}

    static boolean seesAll(Principal caller) {
        return caller.groups().stream().anyMatch(SEE_ALL::contains);
    }

    static boolean includes(HoldPlaced hold, Principal caller) {
        return seesAll(caller)
                || caller.id().equals(hold.requester().id())
                || caller.id().equals(hold.requester().onBehalfOf())
                || hold.terms().quorum().stream()
                        .anyMatch(part -> caller.groups().contains(part.group()));
    }
}
