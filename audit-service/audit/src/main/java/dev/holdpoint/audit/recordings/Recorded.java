package dev.holdpoint.audit.recordings;

import java.time.Instant;

/**
 * What the session's stream says was recorded of a command.
 *
 * @param digest of the last chunk, in hex
 * @param at when the edge said so
 */
public record Recorded(long chunks, long bytes, String digest, Instant at) {}
