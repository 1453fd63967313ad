package dev.holdpoint.edge.postgres.login;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The memory all sessions of an edge share for messages of their targets over 64 KiB, from the
 * announced length on until the client has taken them. Who finds none waits in line, and its target
 * with it. Safe for any thread.
 */
public final class RowMemory {
    /** Messages up to this size cost nothing. */
    static final int FREE = 64 * 1024;

    private static final long LEAST = 65L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final long most;
    private final Duration patience;
    private final Deque<Share> line = new ArrayDeque<>();
    private long left;

    /**
     * @param bytes for all sessions together
     * @param patience how long one waits for its turn
     */
    public RowMemory(long bytes, Duration patience) {
        this.most = bytes;
        this.left = bytes;
        this.patience = patience;
    }

    /**
     * An eighth of the heap, for a row is copied more than once on its way, but always enough for
     * one of the largest kind.
     */
    public static RowMemory ofHeap() {
        return new RowMemory(Math.max(LEAST, Runtime.getRuntime().maxMemory() / 8), PATIENCE);
    }

    /** Bytes for all sessions together. */
    public long most() {
        return most;
    }

    /** Bytes nobody has taken. */
    public synchronized long left() {
        return left;
    }

    /** How many sessions wait for their turn. */
    public synchronized int waiting() {
        return line.size();
    }

    /** How long one waits for its turn. */
    Duration patience() {
        return patience;
    }

    /** One session's share; nothing at first. {@code granted} runs when what it waits for is. */
    Share share(Runnable granted) {
        return new Share(granted);
    }

    private void grant() {
        turns().forEach(lucky -> lucky.granted.run());
    }

    /** Who waits longest goes first, however much it wants: else large rows would wait for ever. */
    private synchronized List<Share> turns() {
        var lucky = new ArrayList<Share>();
        while (!line.isEmpty() && line.element().wanted <= left) {
            var next = line.remove();
            next.taken += next.wanted;
            left -= next.wanted;
            lucky.add(next);
        }
        return lucky;
    }

    /** What one session has taken. */
    final class Share {
        private final Runnable granted;
        private long taken;
        private long wanted;

        private Share(Runnable granted) {
            this.granted = granted;
        }

        /** Takes so many bytes, at once or when it is this session's turn; returns which. */
        boolean take(int bytes) {
            synchronized (RowMemory.this) {
                if (!line.isEmpty() || bytes > left) {
                    wanted = bytes;
                    line.add(this);
                    return false;
                }
                left -= bytes;
                taken += bytes;
                return true;
            }
        }

        /** Gives so many bytes back. */
        void give(int bytes) {
            synchronized (RowMemory.this) {
                long given = Math.min(bytes, taken);
                taken -= given;
                left += given;
            }
            grant();
        }

        /** Gives everything back and waits for nothing any more. */
        void close() {
            synchronized (RowMemory.this) {
                line.remove(this);
                left += taken;
                taken = 0;
            }
            grant();
        }
    }
}
