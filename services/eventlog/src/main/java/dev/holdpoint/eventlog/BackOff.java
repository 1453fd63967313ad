package dev.holdpoint.eventlog;

import java.time.Duration;

/** Waits of 200 ms, doubling up to 5 s, until reset. */
final class BackOff {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Duration next = FIRST;

    void pause() throws InterruptedException {
        Thread.sleep(next);
        var doubled = next.multipliedBy(2);
        next = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    void reset() {
        next = FIRST;
    }
}
