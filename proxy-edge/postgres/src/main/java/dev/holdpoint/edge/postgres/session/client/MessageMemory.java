package dev.holdpoint.edge.postgres.session.client;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory all sessions of an edge share for messages of their clients over 16 KiB, from the
 * announced length on until the message is served, and for small ones as far as more than 128 KiB
 * of them wait. Without it a few clients could announce, and mostly send, more than there is. Safe
 * for any thread.
 */
public final class MessageMemory {
    private static final int LARGE = 16 * 1024;
    private static final int SMALL_FREE = 128 * 1024;
    private static final long LEAST = 80L << 20;

    private final AtomicLong left;

    /**
     * @param bytes for all sessions together
     */
    public MessageMemory(long bytes) {
        left = new AtomicLong(bytes);
    }

    /** A quarter of the heap, but always enough for one message of the largest kind. */
    public static MessageMemory ofHeap() {
        return new MessageMemory(Math.max(LEAST, Runtime.getRuntime().maxMemory() / 4));
    }

    /** One session's share; nothing at first. */
    Share share() {
        return new Share();
    }

    /** What one session has taken; for its own thread. */
    final class Share {
        private long taken;
        private long waiting;
        private long small;
        private long served;
        private boolean closed;

        void arrived(int length) {
            waiting += large(length);
            small += length - large(length);
        }

        /** A message is served from now on; those before it are done with. */
        void serving(int length) {
            waiting -= large(length);
            small -= length - large(length);
            served = large(length);
        }

        /** No message is served any more. */
        void served(int announced) {
            served = 0;
            settle(announced);
        }

        /**
         * Takes what is needed, gives back what is not.
         *
         * @param announced length of the message that is still coming in; 0 if there is none
         * @return whether there was enough
         */
        boolean settle(int announced) {
            if (closed) {
                return true;
            }
            long much = Math.max(0, small - SMALL_FREE);
            long change = waiting + much + served + large(announced) - taken;
            if (change > 0 && left.addAndGet(-change) < 0) {
                left.addAndGet(change);
                return false;
            }
            if (change < 0) {
                left.addAndGet(-change);
            }
            taken += change;
            return true;
        }

        /** Gives back everything, for good. */
        void close() {
            closed = true;
            left.addAndGet(taken);
            taken = 0;
        }

        private static long large(int length) {
            return length > LARGE ? length : 0;
        }
    }
}
