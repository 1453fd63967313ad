package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.command.Clearance;
import dev.holdpoint.edge.command.Command;
import dev.holdpoint.edge.command.Continuation;
import dev.holdpoint.edge.command.Objection;
import dev.holdpoint.edge.postgres.session.command.CommandDesk;
import dev.holdpoint.edge.postgres.session.command.Lasting;
import dev.holdpoint.edge.postgres.session.command.Portal;
import dev.holdpoint.edge.postgres.session.command.Running;
import dev.holdpoint.edge.postgres.session.upstream.Awaited;
import dev.holdpoint.edge.postgres.session.upstream.NameBook;
import dev.holdpoint.edge.postgres.session.upstream.Turn;
import dev.holdpoint.edge.postgres.session.upstream.Upstream;
import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.Report;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Execute: a new command, or more rows of one that was suspended. A command that is allowed goes
 * behind what is under way already; any other is decided when that is answered, for it may fail.
 */
final class Execution {
    private static final Future<Void> DONE = Future.succeededFuture();
    private static final Objection CHANGED =
            _ ->
                    Optional.of(
                            "what it uses at the target has changed since it was bound: bind it"
                                    + " again");

    private final CommandDesk desk;
    private final Upstream upstream;
    private final NameBook book;
    private final Refusing refusing;
    private final Turn turn;

    Execution(CommandDesk desk, Upstream upstream, NameBook book, Refusing refusing, Turn turn) {
        this.turn = turn;
        this.desk = desk;
        this.upstream = upstream;
        this.book = book;
        this.refusing = refusing;
    }

    Refusing refusing() {
        return refusing;
    }

    Future<Void> execute(PgFrame frame) {
        if (isSkipping()) {
            return DONE;
        }
        var name = frame.body().readName();
        if (book.isPortalOpen(name)) {
            return whenQuiet(frame);
        }
        var portal = book.portal(name);
        if (portal == null) {
            return refusing.fail(
                    Report.of("ERROR", "34000", "portal \"" + name + "\" does not exist"));
        }
        return portal.isExecuting() ? whenQuiet(frame) : execute(frame, name, portal);
    }

    private Future<Void> whenQuiet(PgFrame frame) {
        return upstream.quiet().compose(_ -> execute(frame));
    }

    private boolean isSkipping() {
        return refusing.segment().isSkipping();
    }

    /** Planning may already run what nobody knows: it is decided, and on record, before Bind. */
    Future<Void> bind(PgFrame frame, String name, Portal portal) {
        return upstream.quiet()
                .compose(_ -> isSkipping() ? DONE : decideToBind(frame, name, portal));
    }

    private Future<Void> decideToBind(PgFrame frame, String name, Portal portal) {
        var command = command(portal, locks().stayBefore(name));
        return desk.clear(command, portal.resolved())
                .compose(
                        clearance ->
                                switch (clearance) {
                                    case Clearance.Cleared cleared -> {
                                        refusing.segment().planned();
                                        portal.clear(running(portal, command, cleared));
                                        upstream.send(frame, new Awaited.Bind(name, portal));
                                        yield DONE;
                                    }
                                    case Clearance.Refused(var refusal) -> refusing.refuse(refusal);
                                });
    }

    private Running running(Portal portal, Command command, Clearance.Cleared cleared) {
        return desk.running(command, portal.meanings(), cleared, portal.resolved(), portal);
    }

    private Future<Void> execute(PgFrame frame, String name, Portal portal) {
        var suspended = portal.suspended();
        if (suspended != null) {
            return upstream.answers().isQuiet()
                    ? goOn(frame, name, portal, suspended)
                    : whenQuiet(frame);
        }
        boolean empty = portal.resolved().facts().kinds().isEmpty();
        if (empty && portal.cleared() == null) {
            return send(frame, portal, Running.nothing(portal));
        }
        if (portal.hasNames()) {
            return upstream.quiet().compose(_ -> runIfUnchanged(frame, name, portal));
        }
        return portal.isJudgedIn(turn.number())
                ? run(frame, name, portal)
                : runIfUnchanged(frame, name, portal);
    }

    /**
     * Policy is asked again whenever more rows are wanted. If it says something else by now, what
     * was fetched stays fetched, and the rest is a command of its own.
     */
    private Future<Void> goOn(PgFrame frame, String name, Portal portal, Running suspended) {
        return desk.goesOn(suspended, portal.resolved())
                .compose(
                        now -> {
                            if (isSkipping()) {
                                return DONE;
                            }
                            if (now instanceof Continuation.GoesOn) {
                                return send(frame, portal, suspended);
                            }
                            desk.cutShort(portal, suspended);
                            return decide(frame, name, portal, Objection.NONE);
                        });
    }

    /** Code that it calls, or a statement that it executes, may have been replaced. */
    private Future<Void> runIfUnchanged(PgFrame frame, String name, Portal portal) {
        return desk.stands(portal)
                .compose(
                        stands ->
                                isSkipping()
                                        ? DONE
                                        : stands
                                                ? run(frame, name, portal)
                                                : decideWhenQuiet(frame, name, portal, CHANGED));
    }

    private Future<Void> run(PgFrame frame, String name, Portal portal) {
        var cleared = portal.cleared();
        if (cleared != null) {
            portal.clear(null);
            return forward(frame, name, portal, cleared);
        }
        return upstream.answers().isQuiet()
                ? decide(frame, name, portal, Objection.NONE)
                : decideBehind(frame, name, portal, command(portal, locks().inTransaction()));
    }

    private Locks locks() {
        return refusing.locks();
    }

    private Command command(Portal portal, boolean waitsWithLocks) {
        return desk.command(
                portal.resolved(),
                "extended",
                portal.values(),
                portal.content(),
                portal.under(),
                waitsWithLocks);
    }

    private Future<Void> decide(PgFrame frame, String name, Portal portal, Objection further) {
        var command = command(portal, locks().stayWith(name, portal));
        return desk.clear(command, portal.resolved(), further)
                .compose(clearance -> cleared(frame, name, portal, command, clearance));
    }

    private Future<Void> decideBehind(PgFrame frame, String name, Portal portal, Command command) {
        return desk.clearIfAllowed(command, portal.resolved())
                .compose(
                        clearance ->
                                clearance.isPresent()
                                        ? cleared(frame, name, portal, command, clearance.get())
                                        : decideWhenQuiet(frame, name, portal, Objection.NONE));
    }

    /** What was sent before may have changed what it means. */
    private Future<Void> decideWhenQuiet(
            PgFrame frame, String name, Portal portal, Objection further) {
        return upstream.quiet()
                .compose(_ -> isSkipping() ? DONE : decide(frame, name, portal, further));
    }

    private Future<Void> cleared(
            PgFrame frame, String name, Portal portal, Command command, Clearance clearance) {
        return switch (clearance) {
            case Clearance.Cleared cleared ->
                    isSkipping()
                            ? desk.ends().notSent(command)
                            : forward(frame, name, portal, running(portal, command, cleared));
            case Clearance.Refused(var refusal) -> refusing.refuse(refusal);
        };
    }

    private Future<Void> forward(PgFrame frame, String name, Portal portal, Running running) {
        bindIfLetGo(name, portal);
        describeIfUnknown(name, portal, running);
        return send(frame, portal, running);
    }

    /** The portal did not outlive the locks it was held without; what it was bound to did. */
    private void bindIfLetGo(String name, Portal portal) {
        var bind = refusing.segment().bind().of(portal);
        if (refusing.segment().takeLetGo() && bind != null) {
            portal.bindAgain();
            upstream.send(bind, new Awaited.Rebind(name, portal));
        }
    }

    /** Rows may come without a description: then the target is asked for one nobody else sees. */
    private void describeIfUnknown(String name, Portal portal, Running running) {
        if (running.needsDescription() && !portal.isDescribed()) {
            portal.describing(true);
            upstream.send(
                    FrontendFrames.describePortal(name), new Awaited.Describe('P', portal, false));
        }
    }

    private Future<Void> send(PgFrame frame, Portal portal, Running running) {
        portal.executing(true);
        refusing.segment().executed();
        upstream.send(bounded(frame, running), new Awaited.Execute(running));
        return running.asked().isPresent()
                ? upstream.quietAndStopped().compose(_ -> toldIfOver(running))
                : isAlone(portal) ? upstream.quiet() : DONE;
    }

    /**
     * The target is asked for one row more than may be shown, at most: so it need not be stopped.
     */
    private static PgFrame bounded(PgFrame frame, Running running) {
        if (running.asked().isEmpty()) {
            return frame;
        }
        int most = (int) Math.min(running.asked().getAsLong(), Integer.MAX_VALUE);
        var body = frame.body();
        var name = body.readName();
        int asked = body.readInt();
        return asked <= 0 || asked > most ? FrontendFrames.execute(name, most) : frame;
    }

    private Future<Void> toldIfOver(Running running) {
        return running.isUntold() ? refusing.tooMany(running) : DONE;
    }

    private static boolean isAlone(Portal portal) {
        return Lasting.isAlone(portal.resolved().facts()) || portal.hasNames();
    }
}
