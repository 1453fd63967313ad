package dev.holdpoint.edge.postgres.wire;

import io.vertx.core.buffer.Buffer;

/**
 * One message of the protocol (section 55.7), type byte and length included in its bytes.
 *
 * @param bytes never changed once the frame exists
 */
public record PgFrame(byte type, Buffer bytes) {
    private static final int HEADER = 5;

    /** The type as the protocol's documentation writes it. */
    public char kind() {
        return (char) (type & 0xFF);
    }

    /** Reads the body from its first byte. */
    public PgBody body() {
        return new PgBody(bytes, HEADER);
    }

    public int length() {
        return bytes.length();
    }

    @Override
    public String toString() {
        return "PgFrame[" + kind() + ", " + length() + " bytes]";
    }
}
