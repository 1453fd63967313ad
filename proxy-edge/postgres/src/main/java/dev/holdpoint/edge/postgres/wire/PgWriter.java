package dev.holdpoint.edge.postgres.wire;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Builds one frame. */
public final class PgWriter {
    private final Buffer bytes = Buffer.buffer(64);
    private final int typeLength;

    private PgWriter(int typeLength) {
        this.typeLength = typeLength;
    }

    /** Starts a frame of the type; its length is filled in at the end. */
    public static PgWriter frame(char type) {
        var writer = new PgWriter(1);
        writer.bytes.appendByte((byte) type).appendInt(0);
        return writer;
    }

    /** Starts a start-up frame, the only kind without a type byte. */
    public static PgWriter startup() {
        var writer = new PgWriter(0);
        writer.bytes.appendInt(0);
        return writer;
    }

    /** Appends the low 8 bits. */
    public PgWriter putByte(int value) {
        bytes.appendByte((byte) value);
        return this;
    }

    /** Appends 16 bits, 0 to 65,535, in network byte order. */
    public PgWriter putShort(int value) {
        bytes.appendUnsignedShort(value);
        return this;
    }

    /** Appends 32 bits in network byte order. */
    public PgWriter putInt(int value) {
        bytes.appendInt(value);
        return this;
    }

    /** Appends bytes as they are, without a length. */
    public PgWriter putBytes(byte[] value) {
        bytes.appendBytes(value);
        return this;
    }

    /** Appends UTF-8 and the terminating zero; the text must hold none. */
    public PgWriter putString(String value) {
        bytes.appendBytes(value.getBytes(StandardCharsets.UTF_8)).appendByte((byte) 0);
        return this;
    }

    /** Fills in the length and gives the frame; nothing may be appended after it. */
    public PgFrame done() {
        bytes.setInt(typeLength, bytes.length() - typeLength);
        return new PgFrame(typeLength == 0 ? 0 : bytes.getByte(0), bytes);
    }
}
