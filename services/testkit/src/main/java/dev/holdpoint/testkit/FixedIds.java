package dev.holdpoint.testkit;

import dev.holdpoint.events.IdSource;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that count: {@code prefix-1}, {@code prefix-2} and so on. */
public final class FixedIds implements IdSource {
    private final String prefix;
    private final AtomicLong last = new AtomicLong();

    public FixedIds(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public String next() {
        return prefix + "-" + last.incrementAndGet();
    }
}
