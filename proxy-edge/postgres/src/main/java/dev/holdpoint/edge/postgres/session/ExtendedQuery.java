package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.command.Clearance;
import dev.holdpoint.edge.postgres.session.SessionNames.Prepared;
import dev.holdpoint.edge.postgres.session.SessionNames.Resolved;
import dev.holdpoint.edge.postgres.session.Step.Reply;
import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.edge.relay.Refusal;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Outcome;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The extended query protocol (section 55.2.3), message by message, each answered by the target
 * before the next is looked at. A Parse that policy denies is refused at once; an Execute is a
 * command. After an error everything up to Sync is skipped, as the target does.
 */
final class ExtendedQuery {
    private final CommandDesk desk;
    private final Upstream upstream;
    private final ClientLeg client;
    private final Execution execution;
    private final Map<String, Portal> portals = new HashMap<>();
    private boolean skipping;
    private boolean executedSinceSync;

    ExtendedQuery(CommandDesk desk, Upstream upstream, ClientLeg client) {
        this.desk = desk;
        this.upstream = upstream;
        this.client = client;
        this.execution = new Execution(desk, upstream);
    }

    boolean inTransaction() {
        return executedSinceSync || upstream.transaction() != 'I';
    }

    /** After an error every message but Sync is skipped, whatever protocol it belongs to. */
    boolean isSkipping() {
        return skipping;
    }

    /** A Query ended whatever transaction Execute had begun without Sync. */
    void queried() {
        executedSinceSync = false;
    }

    Future<Void> handle(PgFrame frame) {
        if (frame.kind() == 'S') {
            return sync();
        }
        if (skipping) {
            return Future.succeededFuture();
        }
        return switch (frame.kind()) {
            case 'P' -> parse(frame);
            case 'B' -> bind(frame);
            case 'D' -> describe(frame);
            case 'E' -> execute(frame);
            case 'C' -> close(frame);
            case 'H' -> Future.succeededFuture();
            default -> throw new MalformedFrame("unexpected message '" + frame.kind() + "'");
        };
    }

    private Future<Void> sync() {
        skipping = false;
        executedSinceSync = false;
        var frames = List.of(FrontendFrames.sync());
        return upstream.exchange(frames, List.of(Step.relayed(Reply.READY)), null)
                .compose(
                        result -> {
                            var ended =
                                    result.transaction() == 'I'
                                            ? closeAllPortals()
                                            : Future.<Void>succeededFuture();
                            return ended.onSuccess(_ -> client.write(result.tail()));
                        });
    }

    /** Outside a transaction no portal outlives its Sync, and none outlives its session. */
    Future<Void> closeAllPortals() {
        var suspended = portals.values().stream().toList();
        portals.clear();
        return Future.join(suspended.stream().map(this::settle).toList()).mapEmpty();
    }

    /** A command whose remaining rows nobody will fetch has ended well. */
    private Future<Void> settle(Portal portal) {
        var command = portal.suspended();
        portal.suspend(null);
        return command.map(left -> desk.ended(left.command(), Outcome.OK, left.rows()))
                .orElse(Future.succeededFuture());
    }

    private Future<Void> parse(PgFrame frame) {
        var body = frame.body();
        var name = body.readString();
        var text = body.readString();
        if (desk.names().isFull()) {
            return fail(
                    Report.of("ERROR", "54000", "too many prepared statements in this session"));
        }
        return desk.analyse(text)
                .compose(analysis -> parse(frame, name, new Prepared(text, analysis)));
    }

    private Future<Void> parse(PgFrame frame, String name, Prepared statement) {
        var resolved = desk.names().resolve(statement.text(), statement.analysis());
        if (isEmpty(resolved)) {
            return forwardParse(frame, name, statement);
        }
        return desk.preview(resolved)
                .compose(
                        decision ->
                                decision instanceof Decision.Deny
                                                || resolved.notUnderstood() != null
                                        ? refuseParse(resolved)
                                        : forwardParse(frame, name, statement));
    }

    private static boolean isEmpty(Resolved resolved) {
        return resolved.notUnderstood() == null && resolved.facts().kinds().isEmpty();
    }

    private Future<Void> refuseParse(Resolved resolved) {
        var command = desk.command(resolved, "extended", List.of(), new byte[0], true);
        return desk.clear(command, resolved)
                .compose(
                        clearance ->
                                switch (clearance) {
                                    case Clearance.Refused(var refusal) -> refuse(refusal);
                                    case Clearance.Cleared _ ->
                                            desk.ended(command.id(), Outcome.NOT_SENT, 0)
                                                    .compose(_ -> policyChanged());
                                });
    }

    private Future<Void> policyChanged() {
        return fail(Report.of("ERROR", "40001", "Holdpoint's policy changed meanwhile: try again"));
    }

    private Future<Void> forwardParse(PgFrame frame, String name, Prepared statement) {
        return forward(frame, Reply.PARSE)
                .onSuccess(
                        taken -> {
                            if (taken) {
                                desk.names().parsed(name, statement);
                            }
                        })
                .mapEmpty();
    }

    private Future<Void> bind(PgFrame frame) {
        var bound = Bound.read(frame);
        var meanings = desk.names().prepared(bound.statement());
        if (meanings.isEmpty()) {
            return fail(
                    Report.of(
                            "ERROR",
                            "26000",
                            "prepared statement \"" + bound.statement() + "\" does not exist"));
        }
        var resolved = desk.names().union(meanings);
        if (resolved.facts().effects().contains(Effect.UNKNOWN)) {
            return refuseParse(resolved);
        }
        return forward(frame, Reply.BIND)
                .compose(
                        taken ->
                                taken
                                        ? bound(bound, resolved, meanings)
                                        : Future.succeededFuture());
    }

    private Future<Void> bound(Bound bound, Resolved resolved, Set<Prepared> meanings) {
        var former = portals.put(bound.portal(), new Portal(resolved, meanings, bound));
        desk.names().bound(bound.portal(), meanings);
        return former == null ? Future.succeededFuture() : settle(former);
    }

    private Future<Void> describe(PgFrame frame) {
        var body = frame.body();
        char what = (char) body.readByte();
        var name = body.readString();
        var steps = List.of(Step.relayed(Reply.DESCRIBE));
        return upstream.exchange(List.of(frame, FrontendFrames.flush()), steps, null)
                .onSuccess(
                        result -> {
                            var portal = portals.get(name);
                            if (what == 'P' && portal != null) {
                                portal.describe(result.description());
                            }
                            deliver(result);
                        })
                .mapEmpty();
    }

    private Future<Void> close(PgFrame frame) {
        var body = frame.body();
        char what = (char) body.readByte();
        var name = body.readString();
        return forward(frame, Reply.CLOSE)
                .compose(closed -> closed ? closed(what, name) : Future.succeededFuture());
    }

    private Future<Void> closed(char what, String name) {
        if (what == 'S') {
            desk.names().closedStatement(name);
            return Future.succeededFuture();
        }
        desk.names().closedPortal(name);
        var portal = portals.remove(name);
        return portal == null ? Future.succeededFuture() : settle(portal);
    }

    /** Forwards a message that executes nothing; false if the target answered with an error. */
    private Future<Boolean> forward(PgFrame frame, Reply reply) {
        return upstream.exchange(
                        List.of(frame, FrontendFrames.flush()), List.of(Step.relayed(reply)), null)
                .map(this::deliver);
    }

    private boolean deliver(Exchange.Result result) {
        client.write(result.tail());
        skipping |= result.error().isPresent();
        return result.error().isEmpty();
    }

    private Future<Void> execute(PgFrame frame) {
        var name = frame.body().readString();
        var portal = meant(name);
        if (portal == null) {
            return fail(Report.of("ERROR", "34000", "portal \"" + name + "\" does not exist"));
        }
        return execution
                .run(frame, name, portal, inTransaction())
                .compose(
                        ran ->
                                switch (ran) {
                                    case Execution.Ran(var result) -> {
                                        executedSinceSync = true;
                                        deliver(result);
                                        yield Future.succeededFuture();
                                    }
                                    case Execution.Refused(var refusal) -> refuse(refusal);
                                });
    }

    /**
     * What Bind made, unless SQL (CLOSE and DECLARE) has given the name another meaning since: then
     * the cursor, of which nothing is known but its statement.
     */
    private @Nullable Portal meant(String name) {
        var bound = portals.get(name);
        var meanings = desk.names().cursor(name);
        if (bound != null && bound.meanings().equals(meanings)) {
            return bound;
        }
        if (meanings.isEmpty()) {
            return bound;
        }
        var empty = new Bound(name, "", List.of(), new Bound.Content(new byte[0]));
        return new Portal(desk.names().union(meanings), meanings, empty);
    }

    /** As any error would: what ran since the last Sync, or the open transaction, is undone. */
    private Future<Void> refuse(Refusal refusal) {
        var report = PgRefusal.report(refusal);
        if (refusal.sessionLost()) {
            client.write(report.error());
            return Future.failedFuture(new SessionLost());
        }
        if (!inTransaction() || upstream.transaction() == 'E') {
            return fail(report);
        }
        return abort(refusal).compose(_ -> fail(report));
    }

    private Future<Exchange.Result> abort(Refusal refusal) {
        if (refusal.then() == Refusal.Then.ROLL_BACK && upstream.transaction() == 'T') {
            return upstream.exchange(
                    List.of(FrontendFrames.query(AbortText.rollBack(refusal))),
                    List.of(Step.swallowed(Reply.READY)),
                    null);
        }
        return upstream.exchange(
                List.of(
                        FrontendFrames.parse("holdpoint-refusal", AbortText.abort(refusal)),
                        FrontendFrames.flush()),
                List.of(Step.swallowed(Reply.PARSE)),
                null);
    }

    private Future<Void> fail(Report report) {
        client.write(report.error());
        skipping = true;
        return Future.succeededFuture();
    }
}
