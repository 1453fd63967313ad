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
    private byte[] line = {};
    private int from;
    private int to;
    private int last;
    private boolean first;

    CopyLine(CopyForm form) {
        this.delimiter = (byte) form.delimiter();
        this.missing = form.missing().getBytes(StandardCharsets.UTF_8);
    }

    /** Where the field ends that begins at {@code from} of a line that ends at {@code last}. */
    abstract int endOfField(byte[] line, int from, int last);

    /** The value, null for NULL, of the field between. */
    abstract byte @Nullable [] read(byte[] line, int from, int to);

    /** Writes a value that is there. */
    abstract void writeValue(Buffer out, byte[] value);

    final boolean isDelimiter(byte each) {
        return each == delimiter;
    }

    final boolean isMissing(byte[] raw) {
        return Arrays.equals(raw, missing);
    }

    @Override
    public final boolean begin(byte[] message, int at) {
        last = message.length - 1;
        if (last < at || message[last] != '\n') {
            throw malformed("is not a whole line");
        }
        line = message;
        to = at;
        first = true;
        return true;
    }

    @Override
    public final void next() {
        if (!first && to >= last) {
            throw malformed("has too few fields");
        }
        from = first ? to : to + 1;
        to = endOfField(line, from, last);
        first = false;
    }

    @Override
    public final int from() {
        return from;
    }

    @Override
    public final int to() {
        return to;
    }

    @Override
    public final byte @Nullable [] value() {
        return read(line, from, to);
    }

    @Override
    public final void write(Buffer out, byte @Nullable [] value) {
        if (value == null) {
            out.appendBytes(missing);
        } else {
            writeValue(out, value);
        }
    }

    @Override
    public final void end() {
        if (to != last) {
            throw malformed("has too many fields");
        }
    }
}
