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

    public PgWriter putByte(int value) {
        bytes.appendByte((byte) value);
        return this;
    }

    public PgWriter putShort(int value) {
        bytes.appendUnsignedShort(value);
        return this;
    }

    public PgWriter putInt(int value) {
        bytes.appendInt(value);
        return this;
    }

    public PgWriter putBytes(byte[] value) {
        bytes.appendBytes(value);
        return this;
    }

    public PgWriter putString(String value) {
        bytes.appendBytes(value.getBytes(StandardCharsets.UTF_8)).appendByte((byte) 0);
        return this;
    }

    public PgFrame done() {
        bytes.setInt(typeLength, bytes.length() - typeLength);
        return new PgFrame(typeLength == 0 ? 0 : bytes.getByte(0), bytes);
    }
}
