package dev.holdpoint.eventlog;

/**
 * The order of one stream at its appender. Events may follow one another without waiting for
 * acknowledgements; once one has failed, nothing of the stream behind it may land.
 */
public final class StreamOrder {
    private int underWay;
    private int window;
    private boolean handingOver;
    private boolean broken;

    /**
     * Hands one event over unless an earlier one has failed. An event that {@code send} itself
     * reports as failed has nothing behind it yet.
     *
     * @return false if an earlier one has failed; then {@code send} was not called
     */
    synchronized boolean handOver(Runnable send) {
        if (broken) {
            return false;
        }
        boolean sent = false;
        underWay++;
        handingOver = true;
        try {
            send.run();
            sent = true;
        } finally {
            handingOver = false;
            broken |= !sent;
        }
        return true;
    }

    /** Whether this is the stream's first event in this window of time, by its number. */
    synchronized boolean isFirstIn(int now) {
        boolean first = window != now;
        window = now;
        return first;
    }

    /** An event failed before it could be handed over: none behind it may be. */
    synchronized void breakOff() {
        broken = true;
    }

    synchronized void landed() {
        underWay--;
    }

    /** An event failed; true if others are under way behind it, which then must not land. */
    synchronized boolean failed() {
        underWay--;
        broken = true;
        return !handingOver && underWay > 0;
    }
}
