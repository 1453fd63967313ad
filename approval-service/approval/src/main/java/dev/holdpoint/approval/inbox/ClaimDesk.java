package dev.holdpoint.approval.inbox;

import dev.holdpoint.approval.contract.ClaimQuery;
import dev.holdpoint.approval.contract.TicketQuery;
import dev.holdpoint.approval.hold.ActionRefused.ApproversLeft;
import dev.holdpoint.approval.hold.ActionRefused.OtherEdge;
import dev.holdpoint.approval.hold.Approvers;
import dev.holdpoint.approval.hold.HoldAction;
import dev.holdpoint.approval.hold.HoldAction.Claim;
import dev.holdpoint.approval.hold.HoldAction.ClaimTicket;
import dev.holdpoint.approval.hold.HoldState;
import dev.holdpoint.approval.hold.HoldState.Over;
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
    private static final System.Logger LOG = System.getLogger(ClaimDesk.class.getName());

    private final HoldDesk desk;
    private final WaitingCommands waiting;
    private final Voters voters;
    private final InstantSource clock;

    public ClaimDesk(HoldDesk desk, WaitingCommands waiting, Voters voters, InstantSource clock) {
        this.desk = desk;
        this.waiting = waiting;
        this.voters = voters;
        this.clock = clock;
    }

    /**
     * Takes the release for the session that waits, at the edge whose it is; fails with what the
     * decider threw.
     */
    public Future<Decided<HoldState, HoldEvent>> claim(ClaimQuery query) {
        return waiting.isOf(query.hold(), source(query.edge()))
                .compose(own -> own ? claimOwn(query) : claimOthers(query));
    }

    /** As the log names an edge: without the run that it is in. */
    private static String source(String edge) {
        return "proxy-edge/" + edge.replaceFirst("/[^/]*$", "");
    }

    /** What is over is told as ever: nothing of it can be claimed. */
    private Future<Decided<HoldState, HoldEvent>> claimOthers(ClaimQuery query) {
        return desk.look(query.hold())
                .compose(
                        state ->
                                state instanceof Over
                                        ? claimOwn(query)
                                        : Future.failedFuture(refused(query)));
    }

    private static OtherEdge refused(ClaimQuery query) {
        LOG.log(
                System.Logger.Level.WARNING,
                "claim refused: hold={0} edge={1} cause=it does not wait there",
                query.hold().value(),
                query.edge());
        return new OtherEdge();
    }

    private Future<Decided<HoldState, HoldEvent>> claimOwn(ClaimQuery query) {
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
