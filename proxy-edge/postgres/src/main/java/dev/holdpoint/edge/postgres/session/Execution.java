package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.command.Clearance;
import dev.holdpoint.edge.command.Command;
import dev.holdpoint.edge.postgres.mask.MaskPlan;
import dev.holdpoint.edge.postgres.session.Step.Reply;
import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.relay.Refusal;
import dev.holdpoint.events.Decision;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One Execute: a new command, or more rows of one that was suspended. */
final class Execution {
    private final CommandDesk desk;
    private final Upstream upstream;

    Execution(CommandDesk desk, Upstream upstream) {
        this.desk = desk;
        this.upstream = upstream;
    }

    /** How an Execute went. */
    sealed interface Ending {}

    /** It was forwarded and recorded; the tail is still to be written. */
    record Ran(Exchange.Result result) implements Ending {}

    /** It was not forwarded. */
    record Refused(Refusal refusal) implements Ending {}

    Future<Ending> run(PgFrame frame, String name, Portal portal, boolean inTransaction) {
        var suspended = portal.suspended();
        if (suspended.isPresent()) {
            return goOn(frame, portal, suspended.get());
        }
        var resolved = portal.resolved();
        if (resolved.facts().kinds().isEmpty()) {
            return send(frame, name, portal, null).map(Ran::new);
        }
        var command =
                desk.command(
                        resolved, "extended", portal.values(), portal.content(), inTransaction);
        return desk.clear(command, resolved)
                .compose(
                        clearance ->
                                switch (clearance) {
                                    case Clearance.Cleared(var allow) ->
                                            start(frame, name, portal, command, allow);
                                    case Clearance.Refused(var refusal) ->
                                            Future.succeededFuture(new Refused(refusal));
                                });
    }

    private Future<Ending> start(
            PgFrame frame, String name, Portal portal, Command command, Decision.Allow allow) {
        var plan = desk.plan(allow, portal.resolved());
        return send(frame, name, portal, plan)
                .recover(failure -> Unfinished.of(command.id(), failure))
                .compose(
                        result -> {
                            if (result.suspended()) {
                                portal.suspend(
                                        new Portal.Suspended(command.id(), plan, result.rows()));
                                return Future.succeededFuture(result);
                            }
                            learn(portal, result);
                            return desk.completed(command, result, result.rows()).map(result);
                        })
                .map(Ran::new);
    }

    private void learn(Portal portal, Exchange.Result result) {
        desk.names().ran(portal.meanings(), result.error().isPresent());
    }

    /** Rows may come without a description: then the target is asked for one nobody else sees. */
    private Future<Exchange.Result> send(
            PgFrame frame, String name, Portal portal, @Nullable MaskPlan plan) {
        var frames = new ArrayList<PgFrame>();
        var steps = new ArrayList<Step>();
        if (plan != null && portal.description().isEmpty()) {
            frames.add(FrontendFrames.describePortal(name));
            steps.add(Step.swallowed(Reply.DESCRIBE));
        }
        frames.add(frame);
        frames.add(FrontendFrames.flush());
        steps.add(Step.relayed(Reply.EXECUTE));
        var exchange = upstream.prepare(steps, plan).describedAs(portal.description());
        return upstream.start(frames, exchange)
                .onSuccess(result -> portal.describe(result.description()));
    }

    private Future<Ending> goOn(PgFrame frame, Portal portal, Portal.Suspended command) {
        var exchange =
                upstream.prepare(List.of(Step.relayed(Reply.EXECUTE)), command.plan())
                        .describedAs(portal.description());
        return upstream.start(List.of(frame, FrontendFrames.flush()), exchange)
                .recover(failure -> Unfinished.of(command.command(), failure))
                .compose(result -> ended(portal, command, result))
                .map(Ran::new);
    }

    private Future<Exchange.Result> ended(
            Portal portal, Portal.Suspended command, Exchange.Result result) {
        long rows = command.rows() + result.rows();
        if (result.suspended()) {
            portal.suspend(new Portal.Suspended(command.command(), command.plan(), rows));
            return Future.succeededFuture(result);
        }
        portal.suspend(null);
        return desk.completed(command.command(), result, rows).map(result);
    }
}
