package dev.holdpoint.edge.postgres.login;

import dev.holdpoint.edge.postgres.wire.BackendFrames;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.Outbox;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgFrameDecoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.List;
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
    private List<PgFrame> parameters = List.of();
    private int process;
    private Buffer secret = Buffer.buffer();

    TargetConnection(NetSocket socket) {
        this.socket = socket;
        this.outbox = new Outbox(bytes -> socket.write(bytes).onFailure(_ -> socket.close()));
        socket.handler(this::read);
        socket.closeHandler(_ -> closed.accept(null));
        socket.exceptionHandler(failure -> closed.accept(failure.getClass().getSimpleName()));
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
        readOn();
    }

    private void readOn() {
        if (!slowed && !held) {
            socket.resume();
        }
    }

    /** Closes the socket without Terminate; the consumer of the end is told. */
    public void close() {
        socket.close().onFailure(_ -> closed.accept("could not close"));
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
                    return;
                }
                frames.accept(next.get());
            }
        } catch (RuntimeException e) {
            closed.accept(told(e));
            close();
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
