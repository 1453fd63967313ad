package dev.holdpoint.edge.postgres.session.kept;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The memory all sessions of an edge share for what they keep: prepared texts, and portals with
 * what is shown of their parameters. The first 16 Ki characters of a session cost nothing, so that
 * nobody can take from others what ordinary clients need. Safe for any thread.
 */
public final class KeptMemory {
    private static final int FREE = 16 * 1024;
    private static final long MOST_OF_ONE = 24L << 20;
    private static final long LEAST = 40L << 20;

    private final AtomicLong left;

    /**
     * @param characters for all sessions together
     */
    public KeptMemory(long characters) {
        left = new AtomicLong(characters);
    }

    /** An eighth of the heap, but always enough for the most that one session may keep. */
    public static KeptMemory ofHeap() {
        return new KeptMemory(Math.max(LEAST, Runtime.getRuntime().maxMemory() / 8));
    }

    /** What one session keeps; nothing at first. */
    public Share share() {
        return new Share();
    }

    /** What one session keeps; for its own thread. */
    final class Share {
        private long kept;
        private long taken;
        private boolean closed;

        /** Keeps more, or less. */
        void keep(long characters) {
            kept += characters;
            if (!closed) {
                take(Math.max(0, kept - FREE));
            }
        }

        private void take(long all) {
            left.addAndGet(taken - all);
            taken = all;
        }

        /** Why it may keep nothing more; null if it may. */
        @Nullable String objection() {
            if (kept >= MOST_OF_ONE) {
                return "too many prepared statements in this session";
            }
            return kept > FREE && left.get() <= 0
                    ? "Holdpoint has no memory left for prepared statements"
                    : null;
        }

        /** Gives back everything, for good. */
        void close() {
            closed = true;
            take(0);
        }
    }
}
