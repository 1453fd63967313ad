package dev.holdpoint.approval.inbox;

import dev.holdpoint.approval.contract.ClaimQuery;
import dev.holdpoint.approval.contract.TicketQuery;
import dev.holdpoint.approval.hold.ActionRefused.ApproversLeft;
import dev.holdpoint.approval.hold.Approvers;
import dev.holdpoint.approval.hold.HoldAction;
import dev.holdpoint.approval.hold.HoldAction.Claim;
import dev.holdpoint.approval.hold.HoldAction.ClaimTicket;
import dev.holdpoint.approval.hold.HoldState;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.eventlog.store.Decided;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldId;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Takes releases, after its approvers were looked up once more. */
public final class ClaimDesk {
    private final HoldDesk desk;
    private final Voters voters;
    private final InstantSource clock;

    public ClaimDesk(HoldDesk desk, Voters voters, InstantSource clock) {
        this.desk = desk;
        this.voters = voters;
        this.clock = clock;
    }

    /** Takes the release for the session that waits; fails with what the decider threw. */
    public Future<Decided<HoldState, HoldEvent>> claim(ClaimQuery query) {
        return claim(
                query.hold(),
                query.edge(),
                approvers ->
                        new Claim(
                                query.session(),
                                query.command(),
                                query.digest(),
                                query.edge(),
                                clock.instant(),
                                approvers));
    }

    /** Takes the ticket; fails with what the decider threw. */
    Future<Decided<HoldState, HoldEvent>> claim(HoldId hold, TicketQuery query) {
        return claim(
                hold,
                query.edge(),
                approvers -> new ClaimTicket(query, clock.instant(), approvers));
    }

    private Future<Decided<HoldState, HoldEvent>> claim(
            HoldId hold, String edge, Function<Approvers, HoldAction> claim) {
        return desk.look(hold).compose(state -> claim(hold, edge, state, claim));
    }

    private Future<Decided<HoldState, HoldEvent>> claim(
            HoldId hold, String edge, HoldState seen, Function<Approvers, HoldAction> claim) {
        return approvers(seen)
                .compose(
                        approvers ->
                                desk.run(hold, Actor.service(edge), null, claim.apply(approvers)))
                .recover(
                        refused ->
                                refused instanceof ApproversLeft
                                        ? again(hold, edge, seen, claim, refused)
                                        : Future.failedFuture(refused));
    }

    /** Others may have voted, or broken the glass, since they were looked up. */
    private Future<Decided<HoldState, HoldEvent>> again(
            HoldId hold,
            String edge,
            HoldState seen,
            Function<Approvers, HoldAction> claim,
            Throwable refused) {
        return desk.look(hold)
                .compose(
                        state ->
                                carriers(state).equals(carriers(seen))
                                        ? Future.failedFuture(refused)
                                        : claim(hold, edge, state, claim));
    }

    private Future<Approvers> approvers(HoldState state) {
        return state instanceof Placed placed
                ? voters.approvers(placed, clock.instant())
                : Future.succeededFuture(new Approvers(Set.of(), Map.of()));
    }

    private static List<HoldEvent> carriers(HoldState state) {
        return state instanceof Placed placed ? placed.ballot().carriers() : List.of();
    }
}
