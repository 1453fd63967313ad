package dev.holdpoint.audit.recordings;

import org.jspecify.annotations.Nullable;

/**
 * What is there of a command's recording.
 *
 * @param readable the chunks from the first to the one before the first gap
 * @param readableBytes how many bytes these have
 * @param broken the place, from 1, of the first chunk that is not what follows the one before; null
 *     if the chain is whole
 * @param digest of the last chunk, in hex; null if there is none
 * @param format of the first chunk; null if there is none
 * @param toldDigest of the last chunk that the edge told of, in hex; null if it is not there
 * @param toldBytes how many bytes the chunks have that the edge told of
 */
record KeptChunks(
        long chunks,
        long bytes,
        long readable,
        long readableBytes,
        @Nullable Long broken,
        @Nullable String digest,
        @Nullable String format,
        @Nullable String toldDigest,
        long toldBytes) {}
