package dev.holdpoint.edge.postgres.mask;

import static dev.holdpoint.edge.postgres.mask.CopyMasker.malformed;

import dev.holdpoint.sql.lineage.CopyForm;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Fields of the text format: a line, fields between delimiters, a backslash before what is not. */
final class CopyText implements CopyMasker.CopyFields {
    private static final String LETTERS = "bfnrtv";
    private static final String MEANT = "\b\f\n\r\t\u000B";

    private final byte delimiter;
    private final byte[] missing;
    private Buffer record = Buffer.buffer();
    private Buffer masked = Buffer.buffer();
    private int from;
    private int to;
    private int last;

    CopyText(CopyForm form) {
        this.delimiter = (byte) form.delimiter();
        this.missing = form.missing().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean begin(Buffer line, Buffer out) {
        last = line.length() - 1;
        if (last < 0 || line.getByte(last) != '\n') {
            throw malformed("is not a whole line");
        }
        record = line;
        masked = out;
        to = -1;
        return true;
    }

    @Override
    public byte @Nullable [] next() {
        if (to >= last) {
            throw malformed("has too few fields");
        }
        if (to >= 0) {
            masked.appendByte(delimiter);
        }
        from = to + 1;
        to = endOfField(from);
        var raw = record.getBytes(from, to);
        return Arrays.equals(raw, missing) ? null : meant(raw);
    }

    private int endOfField(int at) {
        for (int i = at; i < last; i++) {
            byte each = record.getByte(i);
            if (each == '\\') {
                i++;
            } else if (each == delimiter) {
                return i;
            } else if (each == '\n') {
                throw malformed("has a line within a line");
            }
        }
        return last;
    }

    private static byte[] meant(byte[] raw) {
        var value = Buffer.buffer(raw.length);
        for (int i = 0; i < raw.length; i++) {
            byte each = raw[i];
            if (each == '\\' && i + 1 < raw.length) {
                i++;
                int letter = LETTERS.indexOf(raw[i]);
                each = letter < 0 ? raw[i] : (byte) MEANT.charAt(letter);
            }
            value.appendByte(each);
        }
        return value.getBytes();
    }

    @Override
    public void keep() {
        masked.appendBuffer(record, from, to - from);
    }

    @Override
    public void replace(byte @Nullable [] value) {
        if (value == null) {
            masked.appendBytes(missing);
            return;
        }
        for (byte each : value) {
            int letter = MEANT.indexOf(each);
            if (letter >= 0) {
                masked.appendByte((byte) '\\').appendByte((byte) LETTERS.charAt(letter));
            } else {
                if (each == '\\' || each == delimiter) {
                    masked.appendByte((byte) '\\');
                }
                masked.appendByte(each);
            }
        }
    }

    @Override
    public void end() {
        if (to != last) {
            throw malformed("has too many fields");
        }
        masked.appendByte((byte) '\n');
    }
}
