package dev.holdpoint.edge.postgres.mask;

import static dev.holdpoint.edge.postgres.mask.CopyMasker.malformed;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Fields of the binary format, whose header stands before the first record or the trailer. */
final class CopyBinary implements CopyMasker.CopyFields {
    private static final int FIXED_HEADER = 19;
    private static final int TRAILER = -1;
    private static final int NULL = -1;

    private Buffer record = Buffer.buffer();
    private Buffer masked = Buffer.buffer();
    private boolean begun;
    private int fields;
    private int at;
    private int value;

    @Override
    public boolean begin(Buffer bytes, Buffer out) {
        record = bytes;
        masked = out;
        at = begun ? 0 : header();
        begun = true;
        need(at, Short.BYTES);
        fields = record.getShort(at);
        at += Short.BYTES;
        masked.appendBuffer(record, 0, at);
        if (fields == TRAILER && at == record.length()) {
            return false;
        }
        return true;
    }

    private int header() {
        need(0, FIXED_HEADER);
        int extension = record.getInt(FIXED_HEADER - Integer.BYTES);
        need(FIXED_HEADER, extension);
        return FIXED_HEADER + extension;
    }

    @Override
    public byte @Nullable [] next() {
        if (fields <= 0) {
            throw malformed("has too few fields");
        }
        fields--;
        need(at, Integer.BYTES);
        int length = record.getInt(at);
        value = at + Integer.BYTES;
        if (length == NULL) {
            at = value;
            return null;
        }
        need(value, length);
        at = value + length;
        return record.getBytes(value, at);
    }

    @Override
    public void keep() {
        int start = value - Integer.BYTES;
        masked.appendBuffer(record, start, at - start);
    }

    @Override
    public void replace(byte @Nullable [] seen) {
        masked.appendInt(seen == null ? NULL : seen.length);
        if (seen != null) {
            masked.appendBytes(seen);
        }
    }

    @Override
    public void end() {
        if (fields != 0 || at != record.length()) {
            throw malformed("has too many fields");
        }
    }

    private void need(int from, int count) {
        if (count < 0 || count > record.length() - from) {
            throw malformed("ends within a field");
        }
    }
}
