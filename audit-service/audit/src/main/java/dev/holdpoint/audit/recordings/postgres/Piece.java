package dev.holdpoint.audit.recordings.postgres;

import java.nio.ByteBuffer;

/**
 * Bytes of a recording, of which the buffer's position is never moved.
 *
 * @param position where they begin in it
 * @param total how many bytes the recording has
 * @param ended whether nothing will be added to it
 */
public record Piece(long position, ByteBuffer bytes, long total, boolean ended) {
    long end() {
        return position + bytes.remaining();
    }
}
