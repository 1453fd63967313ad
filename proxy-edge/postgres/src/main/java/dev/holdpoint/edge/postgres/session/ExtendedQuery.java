package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.postgres.session.client.ClientLeg;
import dev.holdpoint.edge.postgres.session.command.CommandDesk;
import dev.holdpoint.edge.postgres.session.command.Portal;
import dev.holdpoint.edge.postgres.session.kept.Bound;
import dev.holdpoint.edge.postgres.session.kept.ParameterTypes;
import dev.holdpoint.edge.postgres.session.kept.Prepared;
import dev.holdpoint.edge.postgres.session.kept.Resolved;
import dev.holdpoint.edge.postgres.session.upstream.Awaited;
import dev.holdpoint.edge.postgres.session.upstream.NameBook;
import dev.holdpoint.edge.postgres.session.upstream.Turn;
import dev.holdpoint.edge.postgres.session.upstream.Upstream;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import io.vertx.core.Future;
import java.util.Set;

/**
 * The extended query protocol (section 55.2.3). What executes nothing is passed on at once; an
 * Execute is a command and passed on when its intent is in the log; neither waits for an answer to
 * what was sent before, unless what it means depends on it. A Parse that policy denies is refused.
 * After an error everything up to Sync is skipped, as the target does.
 */
final class ExtendedQuery {
    private static final Future<Void> DONE = Future.succeededFuture();

    private final CommandDesk desk;
    private final Upstream upstream;
    private final NameBook book;
    private final Turn turn;
    private final Execution execution;
    private final Segment segment;
    private final OwnStatements own;

    ExtendedQuery(
            CommandDesk desk,
            Upstream upstream,
            ClientLeg client,
            NameBook book,
            Segment segment,
            Locks locks,
            Turn turn) {
        this.desk = desk;
        this.upstream = upstream;
        this.book = book;
        this.segment = segment;
        var refusing = new Refusing(desk, upstream, client, segment, locks);
        this.turn = turn;
        this.execution = new Execution(desk, upstream, book, refusing, turn);
        this.own = new OwnStatements(desk, upstream, client, book, refusing);
        upstream.onForgotten(own::forgotten);
    }

    Future<Void> handle(PgFrame frame) {
        if (frame.kind() == 'S') {
            return sync(frame);
        }
        if (segment.isSkipping()) {
            return DONE;
        }
        var answered = own.take(frame);
        return answered == null ? pass(frame) : answered;
    }

    /** What is not answered yet must fit into memory, too. */
    private Future<Void> pass(PgFrame frame) {
        return book.isAhead() ? upstream.quiet().compose(_ -> handle(frame)) : passAtOnce(frame);
    }

    private Future<Void> passAtOnce(PgFrame frame) {
        return switch (frame.kind()) {
            case 'P' -> parse(frame);
            case 'B' -> bind(frame);
            case 'D' -> describe(frame);
            case 'E' -> execution.execute(frame);
            case 'C' -> close(frame);
            case 'H' -> flush(frame);
            default -> throw new MalformedFrame("unexpected message '" + frame.kind() + "'");
        };
    }

    private Future<Void> sync(PgFrame frame) {
        frame.body().end();
        return book.isAhead()
                ? upstream.quiet().compose(_ -> syncAtOnce(frame))
                : syncAtOnce(frame);
    }

    private Future<Void> syncAtOnce(PgFrame frame) {
        segment.synced();
        own.synced();
        upstream.send(frame, new Awaited.Sync());
        return desk.justification().isLocal() ? upstream.quiet() : DONE;
    }

    private Future<Void> flush(PgFrame frame) {
        upstream.send(frame);
        upstream.flush();
        return DONE;
    }

    private Future<Void> parse(PgFrame frame) {
        var body = frame.body();
        var name = body.readName();
        var text = body.readString();
        var types = ParameterTypes.rest(body);
        var objection = desk.names().objection();
        if (objection != null) {
            return tooMany(objection);
        }
        return desk.analyse(text, types)
                .compose(
                        analysis ->
                                parse(
                                        frame,
                                        name,
                                        new Prepared(text, analysis, desk.surroundings(), types)));
    }

    private Future<Void> parse(PgFrame frame, String name, Prepared statement) {
        if (segment.isSkipping()) {
            return DONE;
        }
        if (statement.hasNames() && !upstream.answers().isQuiet()) {
            return upstream.quiet().compose(_ -> parse(frame, name, statement));
        }
        var resolved = desk.names().resolve(statement.text(), statement.analysis());
        if (isEmpty(resolved)) {
            return forwardParse(frame, name, statement);
        }
        if (resolved.notUnderstood() != null) {
            return execution.refusing().preparing(resolved, statement.analysis());
        }
        return desk.preview(resolved)
                .compose(
                        decision ->
                                decision instanceof Decision.Deny
                                        ? execution
                                                .refusing()
                                                .preparing(resolved, statement.analysis())
                                        : allowed(frame, name, statement));
    }

    private Future<Void> allowed(PgFrame frame, String name, Prepared statement) {
        var answered = segment.isSkipping() ? DONE : own.parse(name, statement);
        return answered == null ? forwardParse(frame, name, statement) : answered;
    }

    /** What was bound before cannot be bound again: its name may mean another statement. */
    private Future<Void> forwardParse(PgFrame frame, String name, Prepared statement) {
        segment.bind().forget();
        return forward(frame, new Awaited.Parse(name, statement));
    }

    private static boolean isEmpty(Resolved resolved) {
        return resolved.notUnderstood() == null && resolved.facts().kinds().isEmpty();
    }

    private Future<Void> tooMany(String objection) {
        return execution.refusing().fail(Report.of("ERROR", "54000", objection));
    }

    private Future<Void> bind(PgFrame frame) {
        var bound = Bound.read(frame);
        var objection = desk.names().objection();
        if (objection != null) {
            return tooMany(objection);
        }
        if (book.isStatementOpen(bound.statement())) {
            return upstream.quiet().compose(_ -> handle(frame));
        }
        var meanings = book.statement(bound.statement());
        if (meanings.isEmpty()) {
            return execution
                    .refusing()
                    .fail(
                            Report.of(
                                    "ERROR",
                                    "26000",
                                    "prepared statement \""
                                            + bound.statement()
                                            + "\" does not exist"));
        }
        return bind(frame, bound, meanings);
    }

    private Future<Void> bind(PgFrame frame, Bound bound, Set<Prepared> meanings) {
        if (meanings.stream().anyMatch(Prepared::hasNames) && !upstream.answers().isQuiet()) {
            return upstream.quiet().compose(_ -> handle(frame));
        }
        return desk.renewed(meanings).compose(renewed -> resolved(frame, bound, renewed));
    }

    /** Names may mean something else than when the statement was prepared. */
    private Future<Void> resolved(PgFrame frame, Bound bound, Set<Prepared> meanings) {
        var resolved = book.names().union(meanings);
        var portal = new Portal(resolved, meanings, bound, desk.surroundings());
        portal.judgedIn(turn.number());
        if (resolved.facts().effects().contains(Effect.UNKNOWN)) {
            return execution.bind(frame, bound.portal(), portal);
        }
        if (!segment.isSkipping()) {
            segment.bound(portal, frame);
        }
        return forward(frame, new Awaited.Bind(bound.portal(), portal));
    }

    private Future<Void> describe(PgFrame frame) {
        var body = frame.body();
        char what = (char) body.readByte();
        var name = body.readName();
        var portal = what == 'P' && !book.isPortalOpen(name) ? book.portal(name) : null;
        if (portal != null) {
            portal.describing(true);
        }
        segment.begun();
        upstream.send(frame, new Awaited.Describe(what, portal, true));
        return DONE;
    }

    private Future<Void> close(PgFrame frame) {
        var body = frame.body();
        char what = (char) body.readByte();
        var name = body.readName();
        segment.bind().forget();
        return forward(frame, new Awaited.Close(what, name));
    }

    private Future<Void> forward(PgFrame frame, Awaited answer) {
        if (!segment.isSkipping()) {
            segment.begun();
            upstream.send(frame, answer);
        }
        return DONE;
    }
}
