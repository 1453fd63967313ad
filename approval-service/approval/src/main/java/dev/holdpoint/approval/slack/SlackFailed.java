package dev.holdpoint.approval.slack;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Slack did not do what it was asked to; says why in words that are safe to show. */
final class SlackFailed extends RuntimeException {
    private final @Nullable Integer status;
    private final transient @Nullable Duration rest;

    /**
     * @param status of the answer; null if there was none
     * @param rest how long it wants to be left alone; null if it did not say
     */
    SlackFailed(String reason, @Nullable Integer status, @Nullable Duration rest) {
        super(reason, null, false, false);
        this.status = status;
        this.rest = rest;
    }

    String reason() {
        return String.valueOf(getMessage());
    }

    @Nullable Integer status() {
        return status;
    }

    @Nullable Duration rest() {
        return rest;
    }
}
