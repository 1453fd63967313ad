package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.command.Clearance;
import dev.holdpoint.edge.postgres.session.command.CommandDesk;
import dev.holdpoint.edge.postgres.session.command.Running;
import dev.holdpoint.edge.postgres.session.kept.Prepared;
import dev.holdpoint.edge.postgres.session.kept.Resolved;
import dev.holdpoint.edge.postgres.session.upstream.Awaited;
import dev.holdpoint.edge.postgres.session.upstream.Upstream;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.Mentions;
import dev.holdpoint.sql.NameChange;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** FunctionCall: decided as the statement it stands for, and refused where it stands for none. */
final class FunctionCalls {
    private static final String MODE = "function";

    private final CommandDesk desk;
    private final Upstream upstream;
    private final SimpleQuery simple;

    FunctionCalls(CommandDesk desk, Upstream upstream, SimpleQuery simple) {
        this.desk = desk;
        this.upstream = upstream;
        this.simple = simple;
    }

    Future<Void> call(PgFrame frame, boolean inTransaction) {
        var known = FunctionCall.read(frame);
        if (known.isEmpty()) {
            return unknown(inTransaction);
        }
        var call = known.get();
        return desk.analyse(call.text())
                .compose(analysis -> run(frame, call, analysis, inTransaction));
    }

    private Future<Void> run(
            PgFrame frame, FunctionCall call, Analysis analysis, boolean inTransaction) {
        var resolved = desk.names().resolve(call.text(), analysis);
        var command =
                desk.command(
                        resolved,
                        MODE,
                        resolved.shown(call.values()),
                        call.content().digest(),
                        inTransaction);
        return desk.clear(command, resolved, allow -> unmaskable(allow, resolved))
                .compose(
                        clearance ->
                                switch (clearance) {
                                    case Clearance.Cleared cleared ->
                                            forward(
                                                    frame,
                                                    desk.running(
                                                            command,
                                                            Set.of(
                                                                    new Prepared(
                                                                            call.text(), analysis)),
                                                            cleared,
                                                            resolved,
                                                            null));
                                    case Clearance.Refused(var refusal) ->
                                            simple.refuse(refusal, inTransaction);
                                });
    }

    private Future<Void> forward(PgFrame frame, Running running) {
        upstream.send(frame, new Awaited.Call(running));
        return upstream.quiet();
    }

    /** What it returns is raw bytes, in which no value could be found. */
    private Optional<String> unmaskable(Decision.Allow allow, Resolved resolved) {
        return desk.looksForValues(allow, resolved)
                ? Optional.of(
                        "what a FunctionCall message returns cannot be masked: select the function")
                : Optional.empty();
    }

    private Future<Void> unknown(boolean inTransaction) {
        var resolved =
                new Resolved(
                        List.of("FunctionCall"),
                        "(function call message)",
                        List.of(),
                        true,
                        CommandFacts.of("FUNCTION CALL", Effect.UNKNOWN),
                        null,
                        new Mentions(Set.of(), Set.of(), true, false),
                        List.of(),
                        "the FunctionCall message says nothing that could be understood",
                        null,
                        NameChange.NONE,
                        true,
                        Set.of());
        var command = desk.command(resolved, MODE, List.of(), new byte[0], inTransaction);
        return desk.clear(command, resolved)
                .compose(
                        clearance ->
                                switch (clearance) {
                                    case Clearance.Cleared _ ->
                                            Future.failedFuture(
                                                    new IllegalStateException("cleared unread"));
                                    case Clearance.Refused(var refusal) ->
                                            simple.refuse(refusal, inTransaction);
                                });
    }
}
