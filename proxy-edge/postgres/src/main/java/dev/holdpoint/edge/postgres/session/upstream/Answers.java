package dev.holdpoint.edge.postgres.session.upstream;

import dev.holdpoint.edge.postgres.session.client.ClientLeg;
import dev.holdpoint.edge.postgres.session.command.CommandDesk;
import dev.holdpoint.edge.postgres.session.command.Portal;
import dev.holdpoint.edge.postgres.session.command.Running;
import dev.holdpoint.edge.postgres.wire.BackendFrames;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/**
 * What the target owes for what it was sent, in order, and what becomes of each answer. Answers
 * stream to the client, masked; news of a success that lasts waits until the log has the outcome.
 */
public final class Answers {
    private final Owed owed = new Owed();
    private final AnswerRelay relay;
    private final CommandDesk desk;
    private final NameBook book;
    private final Endings endings;
    private final Gate gate;
    private final Failures failures;
    private final Runnable over;
    private @Nullable Promise<Void> quiet;
    private char transaction = 'I';

    /**
     * @param failedInSegment called when the target skips what else it is sent up to the next Sync
     * @param over called when the target sends rows that may not be shown and does not end by
     *     itself
     */
    Answers(
            ClientLeg client,
            CommandDesk desk,
            NameBook book,
            Gate gate,
            Runnable failedInSegment,
            Runnable over) {
        this.relay = new AnswerRelay(client);
        this.desk = desk;
        this.book = book;
        this.endings = new Endings(desk, book.names());
        this.gate = gate;
        this.failures = new Failures(owed, relay, desk, book, endings, failedInSegment);
        this.over = over;
    }

    void expect(Awaited answer) {
        owed.add(answer);
        book.sent(answer);
    }

    /** The transaction status the target reported last: I, T or E. */
    public char transaction() {
        return transaction;
    }

    /** Whether everything is answered and the client may know of it. */
    public boolean isQuiet() {
        return owed.isEmpty() && !gate.isShut();
    }

    /** Completes when everything is answered; fails with {@link TargetLost}. */
    Future<Void> quiet() {
        if (isQuiet()) {
            return Future.succeededFuture();
        }
        if (quiet == null) {
            quiet = Promise.promise();
        }
        return quiet.future();
    }

    boolean areOwed() {
        return !owed.isEmpty();
    }

    /** Whether a statement runs, or is on its way. */
    public boolean isRunning() {
        return owed.isRunning();
    }

    /** Whether the target waits for COPY data (after CopyInResponse). */
    public boolean wantsCopyData() {
        return owed.first() instanceof Awaited.Command command && command.running().wantsCopyData();
    }

    /**
     * The command that waits for COPY data is sent this.
     *
     * @param most how many bytes it may be in all
     * @return whether it may be; if not, the client will be told so once the target has given up
     */
    public boolean mayTake(PgFrame copyData, long most) {
        return owed.running().take(copyData, most) == null;
    }

    /**
     * Whether a command of the replication protocol is under way; one that streams does not end.
     */
    public boolean areReplicated() {
        return owed.first() instanceof Awaited.Command command && command.running().replicates();
    }

    /** The client has sent all its COPY data. */
    public void copyDataEnded() {
        owed.running().copyDataWanted(false);
    }

    /** Whether texts of errors and notices must not pass. */
    boolean hidesTexts() {
        return owed.hidesTexts();
    }

    void accept(PgFrame frame) {
        var head = owed.first();
        char kind = frame.kind();
        if (head == null) {
            throw new MalformedFrame("the target sent '" + kind + "' unasked");
        } else if (kind == 'E') {
            failures.failed(head, frame);
        } else if (head.endsWith(kind)) {
            ended(head, frame);
        } else if (head.mayBring(kind)) {
            look(head, frame);
        } else {
            throw new MalformedFrame("the target sent '" + kind + "' out of order");
        }
        becomeQuiet();
    }

    /**
     * The client is told what the target says by itself; masked, and on record where results are.
     */
    void aside(PgFrame told) {
        if (owed.first() instanceof Awaited.Command command) {
            relay.tell(command.running(), told);
        } else {
            relay.tell(null, told);
            desk.ends().recording().shownBetween(told);
        }
    }

    private void look(Awaited head, PgFrame frame) {
        if (head instanceof Awaited.Command command && command.running().isDoubtful(frame)) {
            gate.openIf(command.running().stands(), () -> bring(head, frame));
        } else {
            bring(head, frame);
        }
    }

    /** An Execute asked for no more rows than tell that there are too many; all else is stopped. */
    private void bring(Awaited head, PgFrame frame) {
        boolean before = isOver(head);
        relay.bring(head, frame);
        boolean endsByItself = head instanceof Awaited.Execute && frame.kind() == 'D';
        if (isOver(head) && !before && !endsByItself) {
            over.run();
        }
    }

    private static boolean isOver(Awaited head) {
        return head instanceof Awaited.Command command && command.running().isOver();
    }

    /** What was stopped goes on: nothing may be owed any more. */
    void opened() {
        becomeQuiet();
    }

    private void becomeQuiet() {
        if (isQuiet()) {
            book.settled();
            var waiting = quiet;
            if (waiting != null) {
                quiet = null;
                waiting.complete();
            }
        }
    }

    private void ended(Awaited head, PgFrame frame) {
        owed.take();
        switch (head) {
            case Awaited.Parse _, Awaited.Bind _, Awaited.Close _ -> {
                relay.pass(frame);
                endings.settle(book.confirmed(head));
            }
            case Awaited.Rebind _ -> endings.settle(book.confirmed(head));
            case Awaited.Describe(_, var portal, boolean relayed) ->
                    described(portal, relayed, frame);
            case Awaited.Execute(var running) -> executed(running, frame);
            case Awaited.Query(var running) -> ended(running, frame);
            case Awaited.Call(var running) -> ended(running, frame);
            case Awaited.Sync _ -> {
                book.confirmed(head);
                ready(frame, true);
            }
            case Awaited.LetGo _ -> letGo(status(frame));
            case Awaited.Abort _ -> transaction(status(frame));
        }
    }

    private void letGo(char status) {
        if (status != 'I') {
            throw new MalformedFrame("the target keeps a transaction that nothing began");
        }
        transaction(status);
    }

    private void ended(Running running, PgFrame ready) {
        running.copyDataWanted(false);
        if (running.isOver() && running.error() == null) {
            overBefore(running, status(ready));
            return;
        }
        relay.showKept();
        endings.ended(running);
        ready(ready, running.error() == null);
    }

    /** The target was through before it could be stopped: what it did is undone, or lasts. */
    private void overBefore(Running running, char status) {
        relay.passKept();
        running.endedUntold(status == 'I' && running.changesTarget());
        endings.ended(running);
        transaction(status);
    }

    private void described(@Nullable Portal portal, boolean relayed, PgFrame frame) {
        if (portal != null && frame.kind() == 'T') {
            portal.describedBy(frame);
        }
        if (relayed) {
            relay.pass(frame);
        }
    }

    private void executed(Running running, PgFrame frame) {
        var portal = running.portal();
        running.copyDataWanted(false);
        if (portal != null) {
            portal.executing(false);
            portal.suspend(frame.kind() == 's' && !running.isOver() ? running : null);
        }
        if (running.isOver()) {
            running.endedUntold(false);
            endings.ended(running);
            return;
        }
        if (frame.kind() == 's') {
            desk.ends().suspended(running);
            relay.show(running, frame);
            return;
        }
        running.completed(frame.kind() == 'C' ? CommandTag.rows(frame) : 0);
        running.shown(frame);
        endings.ended(running);
        tell(frame, desk.ends().lastsAtOnce(running));
    }

    private void ready(PgFrame frame, boolean success) {
        transaction(status(frame));
        tell(frame, success && transaction == 'I' && desk.ends().lastsNow());
    }

    private void transaction(char status) {
        transaction = status;
        if (status == 'I') {
            book.closePortals().forEach(endings::settle);
        }
        desk.ends().ready(status != 'I');
        if (!isRunning()) {
            desk.ends().answered(status == 'I');
        }
    }

    private static char status(PgFrame ready) {
        return (char) ready.body().readByte();
    }

    /** Tells the client what ends a command, at once or when the log has the outcome. */
    private void tell(PgFrame last, boolean lasting) {
        if (!lasting || desk.ends().outcomes().isSettled()) {
            relay.pass(last);
            return;
        }
        gate.shut();
        desk.ends()
                .outcomes()
                .onSettled(
                        () -> {
                            relay.pass(last);
                            gate.open();
                            becomeQuiet();
                        });
    }

    /** The target is gone: of what it was sent and has not answered, nobody knows. */
    void lost(TargetLost why) {
        relay.forgetKept();
        owed.abandon(this::unanswered);
        desk.ends().lost();
        var waiting = quiet;
        quiet = null;
        if (waiting != null) {
            waiting.fail(why);
        }
    }

    private void unanswered(Awaited answer) {
        if (answer instanceof Awaited.Command command) {
            endings.unknown(command.running());
        } else if (answer instanceof Awaited.Bind(_, var portal)) {
            endings.settle(portal);
        }
    }

    /** The session ends: what portals have left is not fetched any more. */
    public void closePortals() {
        book.closePortals().forEach(endings::settle);
    }

    /** ReadyForQuery with the transaction status the target told last. */
    public PgFrame ready() {
        return BackendFrames.readyForQuery(transaction);
    }
}
