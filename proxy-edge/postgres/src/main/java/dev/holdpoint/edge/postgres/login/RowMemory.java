package dev.holdpoint.edge.postgres.login;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The memory all sessions of an edge share for messages of their targets over 64 KiB, from the
 * announced length on until the client has taken them. Who finds none waits in line, and its target
 * with it; who keeps others waiting by not giving back what it took is ended. Safe for any thread.
 */
public final class RowMemory {
    /** Messages up to this size cost nothing. */
    static final int FREE = 64 * 1024;

    private static final long LEAST = 65L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final long most;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Deque<Share> line = new ArrayDeque<>();
    private final Set<Share> holders = new HashSet<>();
    private long left;

    /**
     * @param bytes for all sessions together
     * @param patience how long one may keep what others wait for
     */
    public RowMemory(long bytes, Duration patience) {
        this(bytes, patience, System::nanoTime);
    }

    RowMemory(long bytes, Duration patience, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
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

    /** What one session may have of it, unless it is a single message. */
    long mostOfOne() {
        return most / 2;
    }

    /** How long one may keep what others wait for. */
    Duration patience() {
        return patience;
    }

    /**
     * One session's share; nothing at first.
     *
     * @param granted runs when what it waits for is
     * @param overdue ends the session, which others have waited for too long
     */
    Share share(Runnable granted, Runnable overdue) {
        return new Share(granted, overdue);
    }

    /**
     * To be asked by who has waited for as long as one may: ends those who keep it waiting.
     *
     * @return after how many milliseconds to ask again
     */
    long endOverdue() {
        overdue().forEach(late -> late.overdue.run());
        return millisToNext();
    }

    private synchronized List<Share> overdue() {
        var late = holders.stream().filter(holder -> holder.nanosLeft() <= 0).toList();
        late.forEach(holders::remove);
        return late;
    }

    private synchronized long millisToNext() {
        long nanos = holders.stream().mapToLong(Share::nanosLeft).min().orElse(patience.toNanos());
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
    }

    private void grant() {
        turns().forEach(lucky -> lucky.granted.run());
    }

    /** Who waits longest goes first, however much it wants: else large rows would wait for ever. */
    private synchronized List<Share> turns() {
        var lucky = new ArrayList<Share>();
        while (!line.isEmpty() && line.element().wanted <= left) {
            var next = line.remove();
            next.took(next.wanted);
            lucky.add(next);
        }
        return lucky;
    }

    /** What one session has taken. */
    final class Share {
        private final Runnable granted;
        private final Runnable overdue;
        private long taken;
        private long wanted;
        private long oldest;
        private long newest;

        private Share(Runnable granted, Runnable overdue) {
            this.granted = granted;
            this.overdue = overdue;
        }

        private void took(long bytes) {
            newest = nanoTime.getAsLong();
            oldest = taken == 0 ? newest : oldest;
            taken += bytes;
            left -= bytes;
            holders.add(this);
        }

        /** What came first goes first, so what is left came last. */
        private void gave(long bytes) {
            oldest = newest;
            taken -= bytes;
            left += bytes;
            if (taken == 0) {
                holders.remove(this);
            }
        }

        private long nanosLeft() {
            return patience.toNanos() - (nanoTime.getAsLong() - oldest);
        }

        /** Takes so many bytes, at once or when it is this session's turn; returns which. */
        boolean take(int bytes) {
            synchronized (RowMemory.this) {
                if (!line.isEmpty() || bytes > left) {
                    wanted = bytes;
                    line.add(this);
                    return false;
                }
                took(bytes);
                return true;
            }
        }

        /** Gives so many bytes back. */
        void give(int bytes) {
            synchronized (RowMemory.this) {
                gave(Math.min(bytes, taken));
            }
            grant();
        }

        /** Gives everything back and waits for nothing any more. */
        void close() {
            synchronized (RowMemory.this) {
                line.remove(this);
                gave(taken);
            }
            grant();
        }
    }
}
