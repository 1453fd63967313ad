package dev.holdpoint.eventlog;

import org.jspecify.annotations.Nullable;

/** The log did not acknowledge in time. Whatever depended on it must not go on. */
public final class LogUnavailable extends RuntimeException {
    public LogUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
