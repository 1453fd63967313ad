package dev.holdpoint.sql.parser;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Interrupts the thread that made it once its time is up, and never after it was closed. */
public final class Deadline implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private final Future<?> strike;
    private boolean over;

    public Deadline(ScheduledExecutorService timer, Duration limit) {
        strike = timer.schedule(this::strike, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private synchronized void strike() {
        if (!over) {
            thread.interrupt();
        }
    }

    @Override
    public synchronized void close() {
        over = true;
        strike.cancel(false);
        Thread.interrupted();
    }
}
