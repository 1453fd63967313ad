package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.command.Clearance;
import dev.holdpoint.edge.command.Command;
import dev.holdpoint.edge.postgres.inputs.OwnSetting;
import dev.holdpoint.edge.postgres.session.client.ClientLeg;
import dev.holdpoint.edge.postgres.session.client.OwnAnswer;
import dev.holdpoint.edge.postgres.session.client.PgRefusal;
import dev.holdpoint.edge.postgres.session.command.CommandDesk;
import dev.holdpoint.edge.postgres.session.command.Running;
import dev.holdpoint.edge.postgres.session.kept.Prepared;
import dev.holdpoint.edge.postgres.session.kept.Resolved;
import dev.holdpoint.edge.postgres.session.upstream.Awaited;
import dev.holdpoint.edge.postgres.session.upstream.Upstream;
import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.edge.relay.Refusal;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.SessionSetting;
import io.vertx.core.Future;
import java.util.List;
import java.util.Set;

/**
 * The simple query protocol (section 55.2.2): one message, however many statements, is one command.
 * It is looked at when everything before it is answered, and answered before anything behind it is
 * looked at.
 */
final class SimpleQuery {
    private final CommandDesk desk;
    private final Upstream upstream;
    private final ClientLeg client;
    private final StreamWatch streams;

    SimpleQuery(CommandDesk desk, Upstream upstream, ClientLeg client, StreamWatch streams) {
        this.desk = desk;
        this.upstream = upstream;
        this.client = client;
        this.streams = streams;
    }

    /** Runs a Query; {@code inTransaction} also counts one the extended protocol left open. */
    Future<Void> query(PgFrame frame, boolean inTransaction) {
        var body = frame.body();
        var text = body.readString();
        body.end();
        return desk.analyse(text).compose(analysis -> run(frame, text, analysis, inTransaction));
    }

    private Future<Void> run(PgFrame frame, String text, Analysis analysis, boolean inTransaction) {
        var resolved = desk.names().resolve(text, analysis);
        if (resolved.notUnderstood() == null && resolved.facts().kinds().isEmpty()) {
            client.write(PgWriter.frame('I').done());
            client.write(upstream.answers().ready());
            return Future.succeededFuture();
        }
        var own = OwnSetting.of(analysis);
        if (own.isPresent() && upstream.answers().transaction() == 'E') {
            client.write(OwnAnswer.ABORTED.error());
            client.write(upstream.answers().ready());
            return Future.succeededFuture();
        }
        var command = desk.command(resolved, "simple", List.of(), new byte[0], inTransaction);
        return desk.clear(command, resolved)
                .compose(
                        clearance ->
                                switch (clearance) {
                                    case Clearance.Cleared cleared ->
                                            own.isPresent()
                                                    ? answer(own.get(), command, inTransaction)
                                                    : forward(
                                                            frame, command, resolved, cleared,
                                                            analysis);
                                    case Clearance.Refused(var refusal) ->
                                            refuse(
                                                    refusal,
                                                    PgRefusal.report(refusal, analysis),
                                                    inTransaction);
                                });
    }

    private Future<Void> answer(SessionSetting setting, Command command, boolean inTransaction) {
        return desk.ends()
                .answered(command, OwnAnswer.rows(setting))
                .onSuccess(
                        _ -> {
                            OwnAnswer.query(setting, desk.justification(), inTransaction)
                                    .forEach(client::write);
                            client.write(upstream.answers().ready());
                        });
    }

    private Future<Void> forward(
            PgFrame frame,
            Command command,
            Resolved resolved,
            Clearance.Cleared cleared,
            Analysis analysis) {
        var meanings = Set.of(new Prepared(resolved.texts().getFirst(), analysis));
        var running = desk.running(command, meanings, cleared, resolved, null);
        upstream.send(frame, new Awaited.Query(running));
        Runnable unwatched = running.replicates() ? streams.over(running, resolved) : () -> {};
        return upstream.quietAndStopped()
                .onComplete(_ -> unwatched.run())
                .compose(_ -> running.isUntold() ? over(running) : Future.succeededFuture());
    }

    /** As any error would, unless what was done cannot be undone. */
    private Future<Void> over(Running running) {
        if (running.isDone()) {
            client.write(running.told().error());
            return Future.failedFuture(new SessionLost(SessionEnd.KILLED));
        }
        boolean inTransaction = upstream.answers().transaction() == 'T';
        return refuse(tooMany(running), running.told(), inTransaction);
    }

    /** The refusal of a command that was forwarded and has too many rows. */
    static Refusal tooMany(Running running) {
        return Refusal.of(running.id(), RefusalCode.TOO_LARGE, "it has too many rows");
    }

    /** As any error would: an open transaction is really aborted. */
    Future<Void> refuse(Refusal refusal, boolean inTransaction) {
        return refuse(refusal, PgRefusal.report(refusal), inTransaction);
    }

    private Future<Void> refuse(Refusal refusal, Report report, boolean inTransaction) {
        if (refusal.sessionLost()) {
            client.write(report.error());
            return Future.failedFuture(new SessionLost());
        }
        return abort(refusal, report, inTransaction)
                .onSuccess(
                        _ -> {
                            client.write(report.error());
                            client.write(upstream.answers().ready());
                        })
                .mapEmpty();
    }

    private Future<Void> abort(Refusal refusal, Report report, boolean inTransaction) {
        if (!inTransaction || upstream.answers().transaction() == 'E') {
            return Future.succeededFuture();
        }
        upstream.send(
                FrontendFrames.query(AbortText.of(refusal, upstream.answers().transaction())),
                new Awaited.Abort(true, report));
        return upstream.quiet();
    }
}
