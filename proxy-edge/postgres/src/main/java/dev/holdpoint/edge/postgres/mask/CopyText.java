package dev.holdpoint.edge.postgres.mask;

import static dev.holdpoint.edge.postgres.mask.CopyMasker.malformed;

import dev.holdpoint.sql.lineage.CopyForm;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Fields of the text format: a backslash stands before what would not be a field's own. */
final class CopyText extends CopyLine {
    private static final String LETTERS = "bfnrtv";
    private static final String MEANT = "\b\f\n\r\t\u000B";

    /** What no value is written as; a value may be written like any other marker. */
    private static final String NEVER_A_VALUE = "\\N";

    private final boolean certain;

    CopyText(CopyForm form) {
        super(form);
        this.certain = form.missing().isEmpty() || form.missing().equals(NEVER_A_VALUE);
    }

    @Override
    byte @Nullable [] read(Buffer line, int from, int last) {
        int to = endOfField(line, from, last);
        var raw = line.getBytes(from, to);
        endsAt(to);
        return certain && isMissing(raw) ? null : meant(raw);
    }

    private int endOfField(Buffer line, int at, int last) {
        for (int i = at; i < last; i++) {
            byte each = line.getByte(i);
            if (each == '\\') {
                i++;
            } else if (isDelimiter(each)) {
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
    void write(Buffer out, byte[] value) {
        for (byte each : value) {
            int letter = MEANT.indexOf(each);
            if (letter >= 0) {
                out.appendByte((byte) '\\').appendByte((byte) LETTERS.charAt(letter));
            } else {
                if (each == '\\' || isDelimiter(each)) {
                    out.appendByte((byte) '\\');
                }
                out.appendByte(each);
            }
        }
    }
}
