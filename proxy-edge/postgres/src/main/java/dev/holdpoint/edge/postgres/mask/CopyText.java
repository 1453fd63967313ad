package dev.holdpoint.edge.postgres.mask;

import static dev.holdpoint.edge.postgres.mask.CopyMasker.malformed;

import dev.holdpoint.sql.lineage.CopyForm;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
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
    int endOfField(byte[] line, int from, int last) {
        for (int i = from; i < last; i++) {
            byte each = line[i];
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

    @Override
    byte @Nullable [] read(byte[] line, int from, int to) {
        var raw = Arrays.copyOfRange(line, from, to);
        return certain && isMissing(raw) ? null : meant(raw);
    }

    private static byte[] meant(byte[] raw) {
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            byte each = raw[i];
            if (each == '\\' && i + 1 < raw.length) {
                i++;
                int letter = LETTERS.indexOf(raw[i]);
                each = letter < 0 ? raw[i] : (byte) MEANT.charAt(letter);
            }
            raw[length++] = each;
        }
        return length == raw.length ? raw : Arrays.copyOf(raw, length);
    }

    @Override
    void writeValue(Buffer out, byte[] value) {
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
