package dev.holdpoint.launcher;

import org.jspecify.annotations.Nullable;

/** Why Holdpoint could not start or go on, in words meant for the person at the terminal. */
final class LaunchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LaunchFailure(String message) {
        super(message);
    }

    LaunchFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
