package dev.holdpoint.eventlog;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * How soon a producer asks the log again (ADR 0024). Where many streams are written to at once, the
 * requests are what costs: then the thread that sends rests for a moment after an answer, and more
 * records share the next request. Where few are, nothing waits for anything.
 */
final class Pace {
    /** So many streams that were written to within one window are many. */
    static final int MANY = 32;

    static final Duration WINDOW = Duration.ofMillis(10);

    /** Fewer records that wait already are not worth a rest. */
    static final int FEW = 4;

    static final Duration REST = Duration.ofNanos(500_000);

    private final LongSupplier nanoTime;
    private final LongConsumer rest;
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger window = new AtomicInteger(1);
    private final AtomicInteger streams = new AtomicInteger();
    private long windowBegan;
    private int busy;
    private int due;

    Pace() {
        this(System::nanoTime, LockSupport::parkNanos);
    }

    /**
     * @param rest waits for so many nanoseconds
     */
    Pace(LongSupplier nanoTime, LongConsumer rest) {
        this.nanoTime = nanoTime;
        this.rest = rest;
        this.windowBegan = nanoTime.getAsLong();
    }

    /** A record of a stream is on its way. From any thread. */
    void handedOver(StreamOrder stream) {
        underWay.incrementAndGet();
        if (stream.isFirstIn(window.get())) {
            streams.incrementAndGet();
        }
    }

    /** A record did not arrive. From any thread. */
    void failed() {
        underWay.decrementAndGet();
    }

    /**
     * A record has arrived. Only from the thread that sends, which may rest here once all have
     * arrived that were under way when it last could.
     */
    void arrived() {
        int left = underWay.decrementAndGet();
        due--;
        if (due <= 0) {
            count();
            if (busy >= MANY && left >= FEW) {
                rest.accept(REST.toNanos());
            }
            due = underWay.get();
        }
    }

    private void count() {
        long now = nanoTime.getAsLong();
        if (now - windowBegan >= WINDOW.toNanos()) {
            windowBegan = now;
            window.incrementAndGet();
            busy = streams.getAndSet(0);
        }
    }
}
