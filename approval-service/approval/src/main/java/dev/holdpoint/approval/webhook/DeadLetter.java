package dev.holdpoint.approval.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A notice that an endpoint did not take in time, without its body.
 *
 * @param letter its number, to have it sent again
 * @param id {@code webhook-id}, the same again when it is sent again
 * @param hold what changed: a hold, or a request for access by its id
 * @param lastStatus of the last answer; null if there was none
 * @param lastReason what became of the last attempt
 */
public record DeadLetter(
        long letter,
        String endpoint,
        String id,
        String hold,
        String type,
        int attempts,
        Instant createdAt,
        Instant deadAt,
        @Nullable Integer lastStatus,
        @Nullable String lastReason) {}
