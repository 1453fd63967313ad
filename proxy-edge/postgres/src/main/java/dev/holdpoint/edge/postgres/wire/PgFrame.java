package dev.holdpoint.edge.postgres.wire;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One message of the protocol (section 55.7), type byte and length included: a stretch of the chunk
 * it arrived in, which is never changed there. Whoever keeps a frame keeps its chunk.
 */
public final class PgFrame {
    private static final int HEADER = 5;
    private static final int SMALL_CHUNK = 64 * 1024;

    private final byte type;
    private final Buffer chunk;
    private final int from;
    private final int to;
    private final boolean whole;

    /** A frame that is all of {@code bytes}. */
    public PgFrame(byte type, Buffer bytes) {
        this(type, bytes, 0, bytes.length(), true);
    }

    /** A frame that is a stretch of a chunk to which more may be appended. */
    PgFrame(byte type, Buffer chunk, int from, int to) {
        this(type, chunk, from, to, false);
    }

    private PgFrame(byte type, Buffer chunk, int from, int to, boolean whole) {
        this.type = type;
        this.chunk = chunk;
        this.from = from;
        this.to = to;
        this.whole = whole;
    }

    /** The type as the protocol's documentation writes it. */
    public char kind() {
        return (char) (type & 0xFF);
    }

    /** Reads the body from its first byte. */
    public PgBody body() {
        return new PgBody(chunk, from + HEADER, to);
    }

    /** The whole message, sharing the chunk's memory. */
    public Buffer bytes() {
        return whole ? chunk : chunk.slice(from, to);
    }

    /** The same message, without a chunk that is much larger than it. */
    public PgFrame kept() {
        return whole || chunk.length() <= SMALL_CHUNK || chunk.length() / 2 <= length()
                ? this
                : copy();
    }

    /** The same message in memory of its own. */
    public PgFrame copy() {
        return new PgFrame(type, chunk.getBuffer(from, to));
    }

    /** Bytes of the whole message, its type and length field included. */
    public int length() {
        return to - from;
    }

    Buffer chunk() {
        return chunk;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PgFrame frame
                && frame.type == type
                && frame.bytes().equals(bytes());
    }

    @Override
    public int hashCode() {
        return bytes().hashCode();
    }

    @Override
    public String toString() {
        return "PgFrame[" + kind() + ", " + length() + " bytes]";
    }
}
