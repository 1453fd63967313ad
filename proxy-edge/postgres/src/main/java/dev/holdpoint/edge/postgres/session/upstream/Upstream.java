package dev.holdpoint.edge.postgres.session.upstream;

import dev.holdpoint.edge.postgres.login.ParameterGuard;
import dev.holdpoint.edge.postgres.login.RowMemory;
import dev.holdpoint.edge.postgres.login.TargetConnection;
import dev.holdpoint.edge.postgres.mask.TextGuard;
import dev.holdpoint.edge.postgres.session.client.ClientLeg;
import dev.holdpoint.edge.postgres.session.command.CommandDesk;
import dev.holdpoint.edge.postgres.session.command.ResultRecording;
import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.Report;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The target's half of a session: what goes there, and messages nobody asked for. */
public final class Upstream implements Gate {
    private final TargetConnection connection;
    private final Consumer<PgFrame> seen;
    private final ClientLeg client;
    private final Consumer<String> lost;
    private final Answers answers;
    private final CommandDesk desk;
    private final TextGuard texts;
    private final ResultRecording recording;
    private Runnable touched = () -> {};
    private Runnable copyDataWanted = () -> {};
    private Runnable forgotten = () -> {};
    private Supplier<Future<Void>> stop = Future::succeededFuture;
    private Future<Void> stopped = Future.succeededFuture();
    private boolean needsFlush;
    private boolean shut;
    private boolean closed;

    /**
     * @param seen takes note of every frame of the target
     * @param failedInSegment called when the target skips everything up to the next Sync
     * @param lost called once, with the reason, when the target is gone or misbehaves
     */
    public Upstream(
            TargetConnection connection,
            Consumer<PgFrame> seen,
            ClientLeg client,
            CommandDesk desk,
            NameBook book,
            Runnable failedInSegment,
            Consumer<String> lost) {
        this.connection = connection;
        this.seen = seen;
        this.client = client;
        this.lost = lost;
        this.desk = desk;
        this.texts = desk.texts();
        this.recording = desk.ends().recording();
        this.answers = new Answers(client, desk, book, this, failedInSegment, this::stop);
        connection.frames(this::accept, this::closed);
    }

    /** Runs whatever is read at once in one turn. */
    public void inTurns(Turn turn) {
        connection.together(turn::run);
        touched = turn::touched;
    }

    /** Large messages of the target share this memory with those of other sessions. */
    public void within(Vertx vertx, RowMemory memory, Consumer<Runnable> soon) {
        connection.within(vertx, memory, soon, this::isBehind);
    }

    /** COPY data may have arrived before the target asked for it. */
    public void onCopyDataWanted(Runnable wanted) {
        copyDataWanted = wanted;
    }

    /** The target has dropped all prepared statements of the session. */
    public void onForgotten(Runnable then) {
        forgotten = then;
    }

    /** What stops the command the target is running; completes when it cannot hit another one. */
    public void onStop(Supplier<Future<Void>> stops) {
        stop = stops;
    }

    private void stop() {
        stopped = stop.get();
    }

    /** Has everything answered that was sent, and nothing stopped any more that is sent now. */
    public Future<Void> quietAndStopped() {
        return quiet().compose(_ -> stopped.otherwiseEmpty());
    }

    /** The connection to the target. */
    public TargetConnection connection() {
        return connection;
    }

    /** What the target owes. */
    public Answers answers() {
        return answers;
    }

    /** Sends a message, with the next {@link #flush}, and follows its answer. */
    public void send(PgFrame frame, Awaited answer) {
        if (closed) {
            throw new TargetLost("the target is gone");
        }
        answers.expect(answer);
        needsFlush = frame.kind() != 'S' && frame.kind() != 'Q';
        write(frame);
    }

    /** Sends a message that belongs to one sent before, such as COPY data. */
    public void send(PgFrame frame) {
        if (frame.kind() == 'H') {
            needsFlush = false;
        }
        write(frame);
    }

    private void write(PgFrame frame) {
        connection.write(frame);
        touched.run();
    }

    /** Sends what was written for the target. */
    public void flush() {
        connection.flush();
    }

    /**
     * Has the target end what was begun since the last Sync, at once.
     *
     * @return whether the target is still there
     */
    public boolean letGo() {
        if (!closed) {
            send(FrontendFrames.sync(), new Awaited.LetGo());
            flush();
        }
        return !closed;
    }

    /** Has everything answered that was sent; fails with {@link TargetLost}. */
    public Future<Void> quiet() {
        if (answers.isQuiet()) {
            return Future.succeededFuture();
        }
        if (needsFlush) {
            send(FrontendFrames.flush());
        }
        connection.flush();
        return answers.quiet();
    }

    @Override
    public boolean isShut() {
        return shut;
    }

    @Override
    public void shut() {
        shut = true;
        connection.hold();
    }

    @Override
    public void open() {
        shut = false;
        connection.release();
    }

    @Override
    public void openIf(Future<Boolean> stands, Runnable first) {
        shut();
        stands.onComplete(answer -> opened(answer.succeeded() && answer.result(), first));
    }

    private void opened(boolean stands, Runnable first) {
        if (closed) {
            return;
        }
        handle(
                () -> {
                    if (!stands) {
                        throw new MalformedFrame("what a command uses was changed while it ran");
                    }
                    first.run();
                });
        if (!closed) {
            open();
            answers.opened();
        }
    }

    /** Ends the connection, and with it what the target owes. */
    public void close() {
        if (!closed) {
            closed = true;
            connection.write(FrontendFrames.terminate().bytes());
            connection.close();
            answers.lost(new TargetLost("the session ended before the target answered"));
        }
    }

    private void accept(PgFrame frame) {
        if (closed) {
            return;
        }
        handle(
                () -> {
                    seen.accept(frame);
                    dispatch(frame);
                    if (frame.kind() == 'G' || frame.kind() == 'W') {
                        copyDataWanted.run();
                    } else if (CommandTag.forgetsStatements(frame)) {
                        forgotten.run();
                    }
                });
        if (isBehind()) {
            connection.pause();
        }
    }

    private boolean isBehind() {
        return client.writeQueueFull() || recording.isBehind();
    }

    private void handle(Runnable frames) {
        try {
            frames.run();
        } catch (RuntimeException e) {
            closed(TargetConnection.told(e));
            connection.close();
        }
    }

    private void dispatch(PgFrame frame) {
        switch (frame.kind()) {
            case 'N' -> answers.aside(texts.notice(frame, answers.hidesTexts()));
            case 'S' -> parameter(frame);
            case 'A' -> notified(frame);
            case 'K', 'R', 'v' -> throw new MalformedFrame("the target restarts authentication");
            case 'E' -> error(frame);
            default -> answers.accept(frame);
        }
    }

    /** A session may listen for long: the masks of its last command need not be those of now. */
    private void notified(PgFrame frame) {
        var heeded = desk.heedMasksOfNow();
        if (heeded.isComplete()) {
            answers.aside(texts.notification(frame));
        } else {
            openIf(heeded.map(true), () -> answers.aside(texts.notification(frame)));
        }
    }

    private void error(PgFrame frame) {
        if (answers.areOwed()) {
            answers.accept(frame);
        } else {
            answers.aside(texts.error(frame, false));
            closed("the target ended the session: " + Report.read(frame).sqlState());
        }
    }

    /** What the parser assumed must stay true, whoever changed it. */
    private void parameter(PgFrame frame) {
        var body = frame.body();
        var name = body.readString();
        var value = body.readString();
        if (!ParameterGuard.isSafe(name, value)) {
            throw new MalformedFrame("the target reports " + name + " = " + value);
        }
        texts.parameter(frame, answers.hidesTexts()).ifPresent(answers::aside);
    }

    private void closed(@Nullable String reason) {
        if (!closed) {
            closed = true;
            var why = reason == null ? "the target closed the connection" : reason;
            lost.accept(why);
            answers.lost(new TargetLost(why));
        }
    }
}
