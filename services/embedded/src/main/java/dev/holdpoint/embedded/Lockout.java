package dev.holdpoint.embedded;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts failed logins per name: ten within a minute close the name until the minute is over. */
final class Lockout {
    private static final int LIMIT = 10;
    private static final int NAMES = 10_000;
    static final Duration WINDOW = Duration.ofMinutes(1);

    private record Failures(Instant since, int count) {}

    private final InstantSource clock;
    private final Map<String, Failures> failures =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                    return size() > NAMES;
                }
            };

    Lockout(InstantSource clock) {
        this.clock = clock;
    }

    synchronized boolean closed(String name) {
        return current(name).count >= LIMIT;
    }

    synchronized void failed(String name) {
        var current = current(name);
        failures.put(name, new Failures(current.since, current.count + 1));
    }

    private Failures current(String name) {
        var now = clock.instant();
        var known = failures.get(name);
        return known == null || known.since.plus(WINDOW).isBefore(now)
                ? new Failures(now, 0)
                : known;
    }
}
