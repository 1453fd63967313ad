package dev.holdpoint.edge.postgres.mask;

import static dev.holdpoint.edge.postgres.mask.CopyMasker.malformed;

import dev.holdpoint.sql.lineage.CopyForm;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Fields of a line, between delimiters; the two formats differ in how a field is written. */
abstract sealed class CopyLine implements CopyMasker.CopyFields permits CopyCsv, CopyText {
    private final byte delimiter;
    private final byte[] missing;
    private Buffer line = Buffer.buffer();
    private Buffer masked = Buffer.buffer();
    private int from;
    private int to;
    private int last;

    CopyLine(CopyForm form) {
        this.delimiter = (byte) form.delimiter();
        this.missing = form.missing().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The value, null for NULL, of the field that begins at {@code from} of a line whose end of
     * line is at {@code last}; says by {@link #endsAt} where the field ends.
     */
    abstract byte @Nullable [] read(Buffer line, int from, int last);

    /** Writes a value that is there. */
    abstract void write(Buffer out, byte[] value);

    /** The field being read ends where its delimiter, or the end of the line, is. */
    final void endsAt(int position) {
        to = position;
    }

    final boolean isDelimiter(byte each) {
        return each == delimiter;
    }

    final boolean isMissing(byte[] raw) {
        return Arrays.equals(raw, missing);
    }

    @Override
    public final boolean begin(Buffer whole, Buffer out) {
        last = whole.length() - 1;
        if (last < 0 || whole.getByte(last) != '\n') {
            throw malformed("is not a whole line");
        }
        line = whole;
        masked = out;
        to = -1;
        return true;
    }

    @Override
    public final byte @Nullable [] next() {
        if (to >= last) {
            throw malformed("has too few fields");
        }
        if (to >= 0) {
            masked.appendByte(delimiter);
        }
        from = to + 1;
        return read(line, from, last);
    }

    @Override
    public final void keep() {
        masked.appendBuffer(line, from, to - from);
    }

    @Override
    public final void replace(byte @Nullable [] value) {
        if (value == null) {
            masked.appendBytes(missing);
        } else {
            write(masked, value);
        }
    }

    @Override
    public final void end() {
        if (to != last) {
            throw malformed("has too many fields");
        }
        masked.appendByte((byte) '\n');
    }
}
