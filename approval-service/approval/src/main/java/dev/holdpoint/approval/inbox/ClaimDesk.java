package dev.holdpoint.approval.inbox;

import dev.holdpoint.approval.contract.ClaimQuery;
import dev.holdpoint.approval.contract.TicketQuery;
import dev.holdpoint.approval.hold.HoldAction;
import dev.holdpoint.approval.hold.HoldAction.Claim;
import dev.holdpoint.approval.hold.HoldAction.ClaimTicket;
import dev.holdpoint.approval.hold.HoldState;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.eventlog.store.Decided;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.PrincipalId;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Takes releases, after its approvers were looked up once more. */
public final class ClaimDesk {
    private final HoldDesk desk;
    private final Memberships memberships;
    private final InstantSource clock;

    public ClaimDesk(HoldDesk desk, Memberships memberships, InstantSource clock) {
        this.desk = desk;
        this.memberships = memberships;
        this.clock = clock;
    }

    /** Takes the release for the session that waits; fails with what the decider threw. */
    public Future<Decided<HoldState, HoldEvent>> claim(ClaimQuery query) {
        return claim(
                query.hold(),
                query.edge(),
                groups ->
                        new Claim(
                                query.session(),
                                query.command(),
                                query.digest(),
                                query.edge(),
                                clock.instant(),
                                groups));
    }

    /** Takes the ticket; fails with what the decider threw. */
    Future<Decided<HoldState, HoldEvent>> claim(HoldId hold, TicketQuery query) {
        return claim(hold, query.edge(), groups -> new ClaimTicket(query, clock.instant(), groups));
    }

    private Future<Decided<HoldState, HoldEvent>> claim(
            HoldId hold, String edge, Function<Map<PrincipalId, List<String>>, HoldAction> claim) {
        return desk.look(hold)
                .compose(state -> memberships.of(approvers(state)))
                .compose(groups -> desk.run(hold, Actor.service(edge), null, claim.apply(groups)));
    }

    private static List<PrincipalId> approvers(HoldState state) {
        return state instanceof Placed placed
                ? placed.ballot().votes().stream().map(VoteCast::approver).toList()
                : List.of();
    }
}
