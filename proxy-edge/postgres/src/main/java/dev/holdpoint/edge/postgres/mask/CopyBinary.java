package dev.holdpoint.edge.postgres.mask;

import static dev.holdpoint.edge.postgres.mask.CopyMasker.malformed;

import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Fields of the binary format, whose header stands before the first record or the trailer. */
final class CopyBinary implements CopyMasker.CopyFields {
    private static final int FIXED_HEADER = 19;
    private static final int TRAILER = -1;
    private static final int NULL = -1;

    private ByteBuffer record = ByteBuffer.allocate(0);
    private boolean begun;
    private int fields;
    private int from;
    private int to;

    @Override
    public boolean begin(byte[] message, int at) {
        record = ByteBuffer.wrap(message);
        int first = begun ? at : behindHeader(at);
        begun = true;
        need(first, Short.BYTES);
        fields = record.getShort(first);
        to = first + Short.BYTES;
        return fields != TRAILER || to != record.capacity();
    }

    private int behindHeader(int at) {
        need(at, FIXED_HEADER);
        int extension = record.getInt(at + FIXED_HEADER - Integer.BYTES);
        need(at + FIXED_HEADER, extension);
        return at + FIXED_HEADER + extension;
    }

    @Override
    public void next() {
        if (fields <= 0) {
            throw malformed("has too few fields");
        }
        fields--;
        from = to;
        need(from, Integer.BYTES);
        int length = record.getInt(from);
        to = from + Integer.BYTES;
        if (length != NULL) {
            need(to, length);
            to += length;
        }
    }

    @Override
    public int from() {
        return from;
    }

    @Override
    public int to() {
        return to;
    }

    @Override
    public byte @Nullable [] value() {
        return record.getInt(from) == NULL
                ? null
                : Arrays.copyOfRange(record.array(), from + Integer.BYTES, to);
    }

    @Override
    public void write(Buffer out, byte @Nullable [] value) {
        out.appendInt(value == null ? NULL : value.length);
        if (value != null) {
            out.appendBytes(value);
        }
    }

    @Override
    public void end() {
        if (fields != 0 || to != record.capacity()) {
            throw malformed("has too many fields");
        }
    }

    private void need(int at, int count) {
        if (count < 0 || count > record.capacity() - at) {
            throw malformed("ends within a field");
        }
    }
}
