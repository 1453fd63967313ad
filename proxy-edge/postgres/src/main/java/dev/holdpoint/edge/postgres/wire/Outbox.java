package dev.holdpoint.edge.postgres.wire;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Frames on their way to one socket, written together when {@link #flush} is called: frames that
 * lie next to each other in one chunk are written as they lie, others are joined.
 */
public final class Outbox {
    private static final int JOINED_AT_MOST = 64 * 1024;

    private final Consumer<Buffer> socket;
    private final Deque<Buffer> ready = new ArrayDeque<>(2);
    private boolean flushing;
    private @Nullable Buffer joined;
    private @Nullable Buffer chunk;
    private int from;
    private int to;

    /**
     * @param socket takes what is to be written
     */
    public Outbox(Consumer<Buffer> socket) {
        this.socket = socket;
    }

    /** Lets a frame leave with the next {@link #flush}, behind those added before. */
    public void add(PgFrame frame) {
        if (goesOn(frame)) {
            to = frame.to();
            return;
        }
        join();
        chunk = frame.chunk();
        from = frame.from();
        to = frame.to();
    }

    /** The same memory is meant, not equal bytes. */
    @SuppressWarnings("ReferenceEquality")
    private boolean goesOn(PgFrame frame) {
        return frame.chunk() == chunk && frame.from() == to;
    }

    /** Whether nothing waits to be written. */
    public boolean isEmpty() {
        return chunk == null && joined == null && ready.isEmpty();
    }

    /**
     * Writes what was added since the last time. What a write sets off may add and flush, too: it
     * is written behind what was added before.
     */
    public void flush() {
        if (flushing) {
            return;
        }
        flushing = true;
        try {
            while (!isEmpty()) {
                finish();
                for (var next = ready.poll(); next != null; next = ready.poll()) {
                    socket.accept(next);
                }
            }
        } finally {
            flushing = false;
        }
    }

    private void finish() {
        var last = chunk;
        if (last == null) {
            finishJoined();
        } else if (joined != null && joined.length() + to - from <= JOINED_AT_MOST) {
            join();
            finishJoined();
        } else {
            finishJoined();
            ready.add(last.slice(from, to));
            chunk = null;
        }
    }

    private void join() {
        var last = chunk;
        if (last == null) {
            return;
        }
        if (to - from > JOINED_AT_MOST) {
            finishJoined();
            ready.add(last.slice(from, to));
        } else {
            if (joined != null && joined.length() + to - from > JOINED_AT_MOST) {
                finishJoined();
            }
            joined =
                    (joined == null ? Buffer.buffer() : joined).appendBuffer(last, from, to - from);
        }
        chunk = null;
    }

    private void finishJoined() {
        var whole = joined;
        if (whole != null) {
            joined = null;
            ready.add(whole);
        }
    }
}
