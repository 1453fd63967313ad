package dev.holdpoint.cli;

import org.jspecify.annotations.Nullable;

/** Why a verb failed, as one line for the terminal. */
final class CliFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CliFailure(String message) {
        super(message);
    }

    CliFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
