package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.postgres.wire.FrontendFrames;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.Outbox;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgFrameDecoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * The client's half of a session. What it sends while a command is under way waits here; once 64
 * KiB wait, the rest stays in the network.
 */
final class ClientLeg {
    private static final int MAX_WAITING = 64 * 1024;

    private final NetSocket socket;
    private final PgFrameDecoder decoder = new PgFrameDecoder(FrontendFrames::maxLength);
    private final Deque<PgFrame> waiting = new ArrayDeque<>(8);
    private final Outbox outbox;
    private Runnable touched = () -> {};
    private int waitingBytes;
    private boolean full;
    private boolean choked;

    ClientLeg(NetSocket socket) {
        this.socket = socket;
        this.outbox = new Outbox(bytes -> socket.write(bytes).onFailure(_ -> {}));
    }

    /**
     * Starts reading.
     *
     * @param arrived called after bytes arrived, when all that is whole has become frames
     * @param malformed called with what is wrong, after which nothing more is read
     * @param gone called when the client is gone
     */
    void start(Runnable arrived, Consumer<String> malformed, Runnable gone) {
        socket.handler(
                bytes -> {
                    try {
                        read(bytes);
                    } catch (MalformedFrame e) {
                        socket.handler(_ -> {});
                        malformed.accept(String.valueOf(e.getMessage()));
                        return;
                    }
                    arrived.run();
                });
        socket.closeHandler(_ -> gone.run());
        socket.exceptionHandler(_ -> socket.close().onFailure(_ -> gone.run()));
        socket.resume();
    }

    private void read(Buffer bytes) {
        decoder.feed(bytes);
        for (var next = decoder.next(); next.isPresent(); next = decoder.next()) {
            waiting.add(next.get());
            waitingBytes += next.get().length();
        }
        if (waitingBytes > MAX_WAITING) {
            full = true;
            socket.pause();
        }
    }

    boolean hasFrame() {
        return !waiting.isEmpty();
    }

    PgFrame peek() {
        return waiting.element();
    }

    PgFrame next() {
        var frame = waiting.remove();
        waitingBytes -= frame.length();
        if (full && waitingBytes <= MAX_WAITING / 2) {
            full = false;
            resumeIfFree();
        }
        return frame;
    }

    /**
     * @param touched called when something is to be written
     */
    void onTouch(Runnable touched) {
        this.touched = touched;
    }

    /** To be written with the next {@link #flush}. */
    void write(PgFrame frame) {
        outbox.add(frame);
        touched.run();
    }

    void flush() {
        outbox.flush();
    }

    boolean writeQueueFull() {
        return socket.writeQueueFull();
    }

    void onDrain(Runnable resume) {
        socket.drainHandler(_ -> resume.run());
    }

    /** Reads nothing more until {@link #resume}, because the target is slow. */
    void pause() {
        choked = true;
        socket.pause();
    }

    void resume() {
        choked = false;
        resumeIfFree();
    }

    private void resumeIfFree() {
        if (!full && !choked) {
            socket.resume();
        }
    }

    void close() {
        outbox.flush();
        socket.close().onFailure(_ -> {});
    }
}
