package dev.holdpoint.events.json;

import org.jspecify.annotations.Nullable;

/** Bytes or a type name that no event of this version fits. */
public final class UnreadableEvent extends RuntimeException {
    public UnreadableEvent(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
