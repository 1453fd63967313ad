package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.command.Clearance;
import dev.holdpoint.edge.command.Command;
import dev.holdpoint.edge.postgres.inputs.OwnSetting;
import dev.holdpoint.edge.postgres.session.client.ClientLeg;
import dev.holdpoint.edge.postgres.session.client.OwnAnswer;
import dev.holdpoint.edge.postgres.session.command.CommandDesk;
import dev.holdpoint.edge.postgres.session.kept.Bound;
import dev.holdpoint.edge.postgres.session.kept.Prepared;
import dev.holdpoint.edge.postgres.session.upstream.NameBook;
import dev.holdpoint.edge.postgres.session.upstream.Upstream;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.sql.SessionSetting;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Prepared statements and portals about the edge's own settings. No target knows them: they are
 * answered here, each behind the answers to what was sent before.
 */
final class OwnStatements {
    private static final Future<Void> DONE = Future.succeededFuture();
    private static final int MOST = 100;

    private final CommandDesk desk;
    private final Upstream upstream;
    private final ClientLeg client;
    private final NameBook book;
    private final Refusing refusing;
    private final Map<String, Own> statements = new HashMap<>(0);
    private final Map<String, Own> portals = new HashMap<>(0);

    OwnStatements(
            CommandDesk desk,
            Upstream upstream,
            ClientLeg client,
            NameBook book,
            Refusing refusing) {
        this.desk = desk;
        this.upstream = upstream;
        this.client = client;
        this.book = book;
        this.refusing = refusing;
    }

    private record Own(Prepared statement, SessionSetting setting) {}

    /** Answers a message if it names one of these; null if it is for the target. */
    @Nullable Future<Void> take(PgFrame frame) {
        if (statements.isEmpty() && portals.isEmpty()) {
            return null;
        }
        return switch (frame.kind()) {
            case 'B' -> bind(frame);
            case 'D' -> describe(frame);
            case 'E' -> execute(frame);
            case 'C' -> close(frame);
            default -> null;
        };
    }

    /** Prepares a statement here, or null if it is one for the target. */
    @Nullable Future<Void> parse(String name, Prepared statement) {
        var setting = OwnSetting.of(statement.analysis());
        if (!name.isEmpty() && statements.containsKey(name)) {
            return inTurn(() -> refusing.fail(taken(name)));
        }
        if (setting.isEmpty()) {
            drop(statements, name);
            return null;
        }
        return inTurn(() -> prepared(name, new Own(statement, setting.get())));
    }

    private Future<Void> prepared(String name, Own own) {
        if (!name.isEmpty() && !book.statement(name).isEmpty()) {
            return refusing.fail(taken(name));
        }
        return keep(statements, name, own, PgWriter.frame('1').done());
    }

    private Future<Void> keep(Map<String, Own> names, String name, Own own, PgFrame answer) {
        if (names.size() >= MOST && !names.containsKey(name)) {
            return refusing.fail(
                    Report.of("ERROR", "54000", "too many names about settings of Holdpoint"));
        }
        charge(own, names.put(name, own));
        return say(answer);
    }

    /** Whether there was one of that name. */
    private boolean drop(Map<String, Own> names, String name) {
        var own = names.remove(name);
        charge(null, own);
        return own != null;
    }

    private void drop(Map<String, Own> names) {
        names.values().forEach(own -> charge(null, own));
        names.clear();
    }

    private void charge(@Nullable Own kept, @Nullable Own former) {
        desk.names().keep(size(kept) - size(former));
    }

    private static long size(@Nullable Own own) {
        return own == null ? 0 : own.statement().size();
    }

    private static Report taken(String name) {
        return Report.of("ERROR", "42P05", "prepared statement \"" + name + "\" already exists");
    }

    private @Nullable Future<Void> bind(PgFrame frame) {
        var bound = Bound.read(frame);
        var own = statements.get(bound.statement());
        if (own == null) {
            drop(portals, bound.portal());
            return null;
        }
        var objection = desk.names().objection();
        if (objection != null) {
            return inTurn(() -> refusing.fail(Report.of("ERROR", "54000", objection)));
        }
        return inTurn(() -> keep(portals, bound.portal(), own, PgWriter.frame('2').done()));
    }

    private @Nullable Future<Void> describe(PgFrame frame) {
        var body = frame.body();
        boolean statement = body.readByte() == 'S';
        var own = (statement ? statements : portals).get(body.readName());
        if (own == null) {
            return null;
        }
        return inTurn(
                () -> {
                    if (statement) {
                        client.write(PgWriter.frame('t').putShort(0).done());
                    }
                    return say(OwnAnswer.description(own.setting()));
                });
    }

    private @Nullable Future<Void> close(PgFrame frame) {
        var body = frame.body();
        var names = body.readByte() == 'S' ? statements : portals;
        return drop(names, body.readName()) ? inTurn(() -> say(PgWriter.frame('3').done())) : null;
    }

    private @Nullable Future<Void> execute(PgFrame frame) {
        var own = portals.get(frame.body().readName());
        return own == null ? null : inTurn(() -> execute(own));
    }

    private Future<Void> execute(Own own) {
        if (upstream.answers().transaction() == 'E') {
            return refusing.fail(OwnAnswer.ABORTED);
        }
        boolean inTransaction = refusing.locks().inTransaction();
        var resolved = desk.names().resolve(own.statement().text(), own.statement().analysis());
        boolean waitsWithLocks = refusing.locks().stayWithout();
        var command = desk.command(resolved, "extended", List.of(), new byte[0], waitsWithLocks);
        return desk.clear(command, resolved)
                .compose(
                        clearance ->
                                switch (clearance) {
                                    case Clearance.Cleared _ ->
                                            answer(own.setting(), command, inTransaction);
                                    case Clearance.Refused(var refusal) -> refusing.refuse(refusal);
                                });
    }

    private Future<Void> answer(SessionSetting setting, Command command, boolean inTransaction) {
        return desk.ends()
                .answered(command, OwnAnswer.rows(setting))
                .onSuccess(
                        _ ->
                                OwnAnswer.execute(setting, desk.justification(), inTransaction)
                                        .forEach(client::write));
    }

    /** Portals do not outlive their Sync here; what is left of a transaction needs none of them. */
    void synced() {
        drop(portals);
    }

    /** The target has forgotten all its statements, as it was asked to. */
    void forgotten() {
        drop(statements);
    }

    private Future<Void> inTurn(Supplier<Future<Void>> step) {
        return upstream.quiet().compose(_ -> refusing.segment().isSkipping() ? DONE : step.get());
    }

    private Future<Void> say(PgFrame answer) {
        client.write(answer);
        return DONE;
    }
}
