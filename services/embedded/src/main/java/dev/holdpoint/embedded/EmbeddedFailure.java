package dev.holdpoint.embedded;

import org.jspecify.annotations.Nullable;

/** Thrown when an embedded server cannot be unpacked, started, reached or stopped. */
public final class EmbeddedFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EmbeddedFailure(String message) {
        super(message);
    }

    public EmbeddedFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
