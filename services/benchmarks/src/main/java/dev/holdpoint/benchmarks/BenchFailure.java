package dev.holdpoint.benchmarks;

import org.jspecify.annotations.Nullable;

/** A benchmark that cannot go on, said in words for the one who started it. */
public final class BenchFailure extends RuntimeException {
    public BenchFailure(String message) {
        this(message, null);
    }

    public BenchFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
