package dev.holdpoint.approval.hold;

import dev.holdpoint.approval.contract.TicketQuery;
import dev.holdpoint.approval.hold.ActionRefused.ClaimMismatch;
import dev.holdpoint.approval.hold.ActionRefused.NotATicket;
import dev.holdpoint.approval.hold.HoldAction.Claim;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether what would run is what was approved. */
final class Sameness {
    private final Map<String, Boolean> parts = new LinkedHashMap<>();

    private Sameness() {}

    /** Refuses all but the very command that waits. */
    static void require(HoldPlaced placed, Claim claim) {
        new Sameness()
                .compare("session", placed.session(), claim.session())
                .compare("command", placed.command(), claim.command())
                .compare("digest", placed.digest(), claim.digest())
                .requireAll();
    }

    /** Refuses all but a command of the same principal, acting for the same, that does the same. */
    static void require(HoldPlaced placed, TicketQuery ticket) {
        if (placed.terms().mode() != HoldMode.TICKET) {
            throw new NotATicket();
        }
        new Sameness()
                .compare("principal", placed.requester().id(), ticket.requester())
                .compare("human", placed.requester().onBehalfOf(), ticket.onBehalfOf())
                .compare("target", placed.target(), ticket.target())
                .compare("digest", placed.digest(), ticket.digest())
                .requireAll();
    }

    private Sameness compare(String part, @Nullable Object approved, @Nullable Object wanted) {
        parts.put(part, Objects.equals(approved, wanted));
        return this;
    }

    private void requireAll() {
        var differences =
                parts.entrySet().stream()
                        .filter(part -> !part.getValue())
                        .map(Map.Entry::getKey)
                        .toList();
        if (!differences.isEmpty()) {
            throw new ClaimMismatch(differences);
        }
    }
}
