package dev.holdpoint.edge.postgres.session.upstream;

import dev.holdpoint.edge.postgres.HomeContext;

/** One go at a session's work: what it writes leaves together at the end. */
public final class Turn {
    private final HomeContext home;
    private final Runnable flush;
    private boolean underWay;
    private boolean scheduled;
    private long number;

    /**
     * @param flush writes what waits, at the end of each turn
     */
    public Turn(HomeContext home, Runnable flush) {
        this.home = home;
        this.flush = flush;
    }

    /** Does work as one go. */
    public void run(Runnable work) {
        if (underWay) {
            work.run();
            return;
        }
        underWay = true;
        number++;
        try {
            work.run();
        } finally {
            underWay = false;
            flush.run();
        }
    }

    /** Tells turns apart: what happens in the same one happens without waiting. */
    public long number() {
        return number;
    }

    /** Something is to be written: outside a turn one is made for it. */
    public void touched() {
        if (!underWay && !scheduled) {
            scheduled = true;
            home.run(
                    () -> {
                        scheduled = false;
                        run(() -> {});
                    });
        }
    }
}
