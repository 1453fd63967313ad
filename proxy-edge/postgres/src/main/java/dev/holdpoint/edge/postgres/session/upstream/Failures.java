package dev.holdpoint.edge.postgres.session.upstream;

import dev.holdpoint.edge.postgres.session.command.CommandDesk;
import dev.holdpoint.edge.postgres.session.command.Running;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.Report;
import org.jspecify.annotations.Nullable;

/** What becomes of errors of the target: of what failed, and of what it skips for that. */
final class Failures {
    private final Owed owed;
    private final AnswerRelay relay;
    private final CommandDesk desk;
    private final NameBook book;
    private final Endings endings;
    private final Runnable inSegment;

    /**
     * @param inSegment called when the target skips what else it is sent up to the next Sync
     */
    Failures(
            Owed owed,
            AnswerRelay relay,
            CommandDesk desk,
            NameBook book,
            Endings endings,
            Runnable inSegment) {
        this.owed = owed;
        this.relay = relay;
        this.desk = desk;
        this.book = book;
        this.endings = endings;
        this.inSegment = inSegment;
    }

    /** The target answered this with an error. */
    void failed(Awaited head, PgFrame frame) {
        if (head instanceof Awaited.Abort(boolean untilReady, var why)) {
            desk.ends().undone(why);
            if (!untilReady) {
                owed.take();
            }
            return;
        }
        if (head instanceof Awaited.LetGo) {
            throw new MalformedFrame("the target failed to end what nothing began");
        }
        var ours = objection(head);
        var report = ours == null ? Report.read(frame) : ours;
        var told = ours == null ? desk.texts().error(frame, owed.hidesTexts()) : ours.error();
        relay.pass(told);
        desk.ends().undone(report);
        switch (head) {
            case Awaited.Query(var running) -> failed(running, report, told);
            case Awaited.Call(var running) -> failed(running, report, told);
            case Awaited.Sync _, Awaited.LetGo _ -> {}
            case Awaited.Parse _,
                    Awaited.Bind _,
                    Awaited.Rebind _,
                    Awaited.Close _,
                    Awaited.Describe _,
                    Awaited.Execute _,
                    Awaited.Abort _ ->
                    skip(report, told);
        }
    }

    private static void failed(Running running, Report report, PgFrame told) {
        running.shown(told);
        running.failed(report);
    }

    /** The error belongs to the command at the head, or the one the edge had described for it. */
    private void skip(Report report, PgFrame told) {
        if (owed.first() instanceof Awaited.Rebind) {
            owed.take();
        }
        if (owed.first() instanceof Awaited.Describe(_, var portal, boolean relayed) && !relayed) {
            owed.take();
            Endings.notDescribed(portal);
        }
        if (owed.first() instanceof Awaited.Execute(var running)) {
            owed.take();
            running.shown(told);
            endings.failed(running, report);
        } else if (owed.first() instanceof Awaited.Bind(_, var portal)) {
            owed.take();
            endings.notBound(portal, report);
        }
        owed.skip(endings::skipped);
        if (owed.isEmpty()) {
            book.settled();
            inSegment.run();
        }
    }

    /** What the client is told instead of the target's own error, if anything. */
    private static @Nullable Report objection(Awaited head) {
        return head instanceof Awaited.Command command ? command.running().objection() : null;
    }
}
