package dev.holdpoint.audit.checkpoint;

import java.time.Duration;
import java.time.Instant;

/**
 * When the next checkpoint is due.
 *
 * @param interval at most one checkpoint in that time while few entries come
 * @param entries so many new entries make one due at once
 */
public record CheckpointPace(Duration interval, long entries) {

    /** Whether to sign {@code size} now, given what was signed last and when. */
    public boolean due(long size, long signedSize, Instant signedAt, Instant now) {
        long grown = size - signedSize;
        return grown >= entries || grown > 0 && !now.isBefore(signedAt.plus(interval));
    }
}
