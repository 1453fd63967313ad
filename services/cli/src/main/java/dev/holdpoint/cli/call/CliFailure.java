package dev.holdpoint.cli.call;

import org.jspecify.annotations.Nullable;

/** Why a verb failed, as one line for the terminal. */
public final class CliFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CliFailure(String message) {
        super(message);
    }

    public CliFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
