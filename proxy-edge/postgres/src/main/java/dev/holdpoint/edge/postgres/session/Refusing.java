package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.command.Clearance;
import dev.holdpoint.edge.postgres.session.client.ClientLeg;
import dev.holdpoint.edge.postgres.session.client.PgRefusal;
import dev.holdpoint.edge.postgres.session.command.CommandDesk;
import dev.holdpoint.edge.postgres.session.command.Running;
import dev.holdpoint.edge.postgres.session.kept.Resolved;
import dev.holdpoint.edge.postgres.session.upstream.Awaited;
import dev.holdpoint.edge.postgres.session.upstream.Upstream;
import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.edge.relay.Refusal;
import dev.holdpoint.sql.Analysis;
import io.vertx.core.Future;
import java.util.List;

/**
 * Refusals in the extended protocol: told in their turn, behind the answers to what was sent
 * before; not told at all if one of those is an error.
 */
final class Refusing {
    private final CommandDesk desk;
    private final Upstream upstream;
    private final ClientLeg client;
    private final Segment segment;
    private final Locks locks;

    Refusing(CommandDesk desk, Upstream upstream, ClientLeg client, Segment segment, Locks locks) {
        this.locks = locks;
        this.desk = desk;
        this.upstream = upstream;
        this.client = client;
        this.segment = segment;
    }

    Segment segment() {
        return segment;
    }

    Locks locks() {
        return locks;
    }

    /** Refuses to prepare what policy would not let run. */
    Future<Void> preparing(Resolved resolved, Analysis analysis) {
        return upstream.quiet()
                .compose(
                        _ ->
                                segment.isSkipping()
                                        ? Future.succeededFuture()
                                        : decided(resolved, analysis));
    }

    private Future<Void> decided(Resolved resolved, Analysis analysis) {
        var command =
                desk.command(resolved, "extended", List.of(), new byte[0], locks.stayWithout());
        return desk.clear(command, resolved)
                .compose(
                        clearance ->
                                switch (clearance) {
                                    case Clearance.Refused(var refusal) ->
                                            refuse(refusal, PgRefusal.report(refusal, analysis));
                                    case Clearance.Cleared _ ->
                                            desk.ends()
                                                    .notSent(command)
                                                    .compose(_ -> policyChanged());
                                });
    }

    private Future<Void> policyChanged() {
        return fail(Report.of("ERROR", "40001", "Holdpoint's policy changed meanwhile: try again"));
    }

    /** As any error would: what ran since the last Sync, or the open transaction, is undone. */
    Future<Void> refuse(Refusal refusal) {
        return refuse(refusal, PgRefusal.report(refusal));
    }

    /** The target has run a command that has more rows than may be shown: it is undone. */
    Future<Void> tooMany(Running running) {
        return refuse(SimpleQuery.tooMany(running), running.told());
    }

    private Future<Void> refuse(Refusal refusal, Report report) {
        if (refusal.sessionLost()) {
            client.write(report.error());
            return Future.failedFuture(new SessionLost());
        }
        return upstream.quiet()
                .compose(
                        _ -> {
                            abort(refusal, report);
                            return tell(report);
                        });
    }

    private void abort(Refusal refusal, Report report) {
        char transaction = upstream.answers().transaction();
        if (segment.isSkipping() || !isToAbort(refusal) || transaction == 'E') {
            return;
        }
        var text = AbortText.of(refusal, transaction);
        if (AbortText.rollsBack(refusal, transaction)) {
            upstream.send(FrontendFrames.query(text), new Awaited.Abort(true, report));
        } else {
            abort(text, report);
        }
    }

    private void abort(String text, Report report) {
        upstream.send(
                FrontendFrames.parse("holdpoint-refusal", text), new Awaited.Abort(false, report));
    }

    private boolean isToAbort(Refusal refusal) {
        return locks.inTransaction()
                || refusal.then() == Refusal.Then.ROLL_BACK && segment.hasBegun();
    }

    /**
     * Fails a message that the target never sees, as the target would: what ran since the last
     * Sync, or the open transaction, is undone, the client is told, and the rest up to Sync is
     * skipped.
     */
    Future<Void> fail(Report report) {
        return upstream.quiet()
                .compose(
                        _ -> {
                            boolean open = upstream.answers().transaction() != 'E';
                            if (!segment.isSkipping() && open && locks.inTransaction()) {
                                abort(AbortText.FAILED, report);
                            }
                            return tell(report);
                        });
    }

    private Future<Void> tell(Report report) {
        return upstream.quiet()
                .onSuccess(
                        _ -> {
                            if (!segment.isSkipping()) {
                                client.write(report.error());
                                segment.skip();
                            }
                        });
    }
}
