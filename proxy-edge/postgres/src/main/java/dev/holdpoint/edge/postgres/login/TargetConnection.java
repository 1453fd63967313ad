package dev.holdpoint.edge.postgres.login;

import dev.holdpoint.edge.postgres.wire.BackendFrames;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.Outbox;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgFrameDecoder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A logged-in connection to a target. */
public final class TargetConnection {
    private static final System.Logger LOG = System.getLogger(TargetConnection.class.getName());

    private final NetSocket socket;
    private final Outbox outbox;
    private final PgFrameDecoder decoder = new PgFrameDecoder(this::maxLength);
    private Consumer<PgFrame> frames = _ -> {};
    private Consumer<@Nullable String> closed = _ -> {};
    private Consumer<Runnable> turn = Runnable::run;
    private boolean open;
    private boolean held;
    private boolean slowed;
    private boolean starved;
    private BooleanSupplier behind = () -> false;
    private @Nullable RowAccount rows;
    private List<PgFrame> parameters = List.of();
    private int process;
    private Buffer secret = Buffer.buffer();

    TargetConnection(NetSocket socket) {
        this.socket = socket;
        this.outbox = new Outbox(bytes -> socket.write(bytes).onFailure(_ -> socket.close()));
        socket.handler(this::read);
        socket.closeHandler(_ -> ended(null));
        socket.exceptionHandler(failure -> ended(failure.getClass().getSimpleName()));
    }

    /** Sends every frame, and the end of the connection, to the given consumers from now on. */
    public void frames(Consumer<PgFrame> frames, Consumer<@Nullable String> closed) {
        this.frames = frames;
        this.closed = closed;
    }

    /** Lets the given one run the frames of what is read at once together. */
    public void together(Consumer<Runnable> turn) {
        this.turn = turn;
    }

    /**
     * Large messages are read as far as there is memory for them.
     *
     * @param soon runs a task on the session's own context, never at once
     * @param behind whether the client has not taken what it was sent
     */
    public void within(
            Vertx vertx, RowMemory memory, Consumer<Runnable> soon, BooleanSupplier behind) {
        this.behind = behind;
        this.rows = new RowAccount(vertx, memory, soon, new Reader());
    }

    private final class Reader implements RowAccount.Reader {
        @Override
        public void starve() {
            starved = true;
            socket.pause();
        }

        @Override
        public void feed() {
            starved = false;
            readOn();
        }

        @Override
        public void giveUp(String why) {
            closed.accept(why);
            close();
        }

        @Override
        public boolean slowDown() {
            if (behind.getAsBoolean()) {
                pause();
            }
            return slowed || held;
        }
    }

    private void ended(@Nullable String why) {
        if (rows != null) {
            rows.close();
        }
        closed.accept(why);
    }

    private int maxLength(int type) {
        return open ? BackendFrames.maxLength(type) : BackendFrames.maxLengthAtLogIn(type);
    }

    void loggedIn(List<PgFrame> parameters, int process, Buffer secret) {
        open = true;
        this.parameters = parameters.stream().map(PgFrame::copy).toList();
        this.process = process;
        this.secret = secret;
    }

    /** The ParameterStatus frames of log-in. */
    public List<PgFrame> parameters() {
        return parameters;
    }

    /** The target's own cancel key. */
    public StartupPacket.CancelRequest cancelKey() {
        return new StartupPacket.CancelRequest(process, secret);
    }

    /** Writes at once. */
    public void write(Buffer bytes) {
        outbox.flush();
        socket.write(bytes).onFailure(_ -> socket.close());
    }

    /** To be written with the next {@link #flush}. */
    public void write(PgFrame frame) {
        outbox.add(frame);
    }

    /** Writes the frames that wait. */
    public void flush() {
        outbox.flush();
    }

    /** Whether the target takes bytes more slowly than they come. */
    public boolean writeQueueFull() {
        return socket.writeQueueFull();
    }

    /** Calls back whenever the target has caught up with taking bytes. */
    public void onDrain(Runnable resume) {
        socket.drainHandler(_ -> resume.run());
    }

    /** Reads nothing more until {@link #resume}, because the client is slow. */
    public void pause() {
        slowed = true;
        socket.pause();
    }

    /** Ends {@link #pause}; a {@link #hold} stays. */
    public void resume() {
        slowed = false;
        if (rows != null) {
            rows.settleSoon();
        }
        readOn();
    }

    /** Gives no frame more, not even one that was read already, until {@link #release}. */
    public void hold() {
        held = true;
        socket.pause();
    }

    /** Ends {@link #hold} and gives what was read meanwhile; a {@link #pause} stays. */
    public void release() {
        held = false;
        deliver();
        if (rows != null) {
            rows.settleSoon();
        }
        readOn();
    }

    private void readOn() {
        if (!slowed && !held && !starved) {
            socket.resume();
        }
    }

    /** Closes the socket without Terminate; the consumer of the end is told. */
    public void close() {
        socket.close().onFailure(_ -> ended("could not close"));
    }

    private void read(Buffer bytes) {
        decoder.feed(bytes);
        if (!held) {
            deliver();
        }
    }

    private void deliver() {
        turn.accept(this::deliverAll);
    }

    private void deliverAll() {
        try {
            while (!held) {
                var next = decoder.next();
                if (next.isEmpty()) {
                    announced(decoder.announced());
                    return;
                }
                frames.accept(next.get());
                passed(next.get().length());
            }
        } catch (RuntimeException e) {
            closed.accept(told(e));
            close();
        }
    }

    private void announced(int length) {
        if (rows != null) {
            rows.announced(length);
        }
    }

    private void passed(int length) {
        if (rows != null) {
            rows.passed(length);
        }
    }

    /** Why the connection ends after a frame that could not be handled, whatever threw. */
    public static String told(RuntimeException failure) {
        if (failure instanceof MalformedFrame malformed) {
            return String.valueOf(malformed.getMessage());
        }
        var name = failure.getClass().getSimpleName();
        LOG.log(System.Logger.Level.WARNING, "a target's message was not handled: cause=" + name);
        return "its answer was not understood";
    }
}
