package dev.holdpoint.edge.session;

import java.time.InstantSource;

/**
 * Counts what a session has done, so that rates and budgets can be ruled. Lives on the session's
 * own context; counting allocates nothing.
 */
public final class SessionMeter {
    /** More rows written than any budget has: nobody knows how many. As large as JSON keeps. */
    public static final long UNCOUNTED = (1L << 53) - 1;

    private static final int SECONDS = 60;

    private final InstantSource clock;
    private final long[] second = new long[SECONDS];
    private final int[] commands = new int[SECONDS];
    private String applicationName;
    private long rowsReturned;
    private long rowsWritten;

    /**
     * @param applicationName as the client gave it at start-up, or empty
     */
    public SessionMeter(InstantSource clock, String applicationName) {
        this.clock = clock;
        this.applicationName = applicationName;
    }

    /** Statements were decided; those that are refused count, too. */
    public void commands(int statements) {
        long now = now();
        int slot = slot(now);
        if (second[slot] != now) {
            second[slot] = now;
            commands[slot] = 0;
        }
        commands[slot] += statements;
    }

    /** Rows went to the client. */
    public void returned(long rows) {
        rowsReturned += rows;
    }

    /** Rows were inserted, updated, deleted, merged or copied in, as the target reported. */
    public void written(long rows) {
        rowsWritten = Math.min(UNCOUNTED, rowsWritten + rows);
    }

    /** Rows were perhaps written that nobody counts: every budget is spent from now on. */
    public void writtenUncounted() {
        rowsWritten = UNCOUNTED;
    }

    /** The client gave itself another name. */
    public void named(String application) {
        applicationName = application;
    }

    /** As the client named itself last; empty if it never did. */
    public String applicationName() {
        return applicationName;
    }

    /** Statements in this second and the 59 before it. */
    public long commandsLastMinute() {
        long now = now();
        long sum = 0;
        for (int slot = 0; slot < SECONDS; slot++) {
            if (now - second[slot] < SECONDS) {
                sum += commands[slot];
            }
        }
        return sum;
    }

    /** Rows that went to the client since the session began. */
    public long rowsReturned() {
        return rowsReturned;
    }

    /** Rows written since the session began; {@link #UNCOUNTED} if nobody knows. */
    public long rowsWritten() {
        return rowsWritten;
    }

    private long now() {
        return clock.millis() / 1000;
    }

    private static int slot(long second) {
        return (int) (second % SECONDS);
    }
}
