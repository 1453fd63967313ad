package dev.holdpoint.edge.postgres.login;

import dev.holdpoint.edge.postgres.wire.BackendFrames;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgFrameDecoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A logged-in connection to a target. */
public final class TargetConnection {
    private final NetSocket socket;
    private final PgFrameDecoder decoder = new PgFrameDecoder(BackendFrames::maxLength);
    private Consumer<PgFrame> frames = _ -> {};
    private Consumer<@Nullable String> closed = _ -> {};
    private List<PgFrame> parameters = List.of();
    private int process;
    private int secret;

    TargetConnection(NetSocket socket) {
        this.socket = socket;
        socket.handler(this::read);
        socket.closeHandler(_ -> closed.accept(null));
        socket.exceptionHandler(failure -> closed.accept(failure.getClass().getSimpleName()));
    }

    /** Sends every frame, and the end of the connection, to the given consumers from now on. */
    public void frames(Consumer<PgFrame> frames, Consumer<@Nullable String> closed) {
        this.frames = frames;
        this.closed = closed;
    }

    void loggedIn(List<PgFrame> parameters, int process, int secret) {
        this.parameters = List.copyOf(parameters);
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

    public void write(Buffer bytes) {
        socket.write(bytes).onFailure(_ -> socket.close());
    }

    public boolean writeQueueFull() {
        return socket.writeQueueFull();
    }

    public void onDrain(Runnable resume) {
        socket.drainHandler(_ -> resume.run());
    }

    public void pause() {
        socket.pause();
    }

    public void resume() {
        socket.resume();
    }

    public void close() {
        socket.close().onFailure(_ -> closed.accept("could not close"));
    }

    private void read(Buffer bytes) {
        decoder.feed(bytes);
        try {
            for (var next = decoder.next(); next.isPresent(); next = decoder.next()) {
                frames.accept(next.get());
            }
        } catch (MalformedFrame e) {
            closed.accept(e.getMessage());
            close();
        }
    }
}
