package dev.holdpoint.edge.postgres.mask;

import static dev.holdpoint.edge.postgres.mask.CopyMasker.malformed;

import dev.holdpoint.sql.lineage.CopyForm;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Fields of CSV as COPY writes it: quoted where needed, NULL never quoted. */
final class CopyCsv extends CopyLine {
    private final byte quote;
    private final byte escape;

    CopyCsv(CopyForm form) {
        super(form);
        this.quote = (byte) form.quote();
        this.escape = (byte) form.escape();
    }

    @Override
    int endOfField(byte[] line, int from, int last) {
        return isQuoted(line, from, last)
                ? endOfQuoted(line, from + 1, last)
                : endOfPlain(line, from, last);
    }

    private boolean isQuoted(byte[] line, int from, int to) {
        return from < to && line[from] == quote;
    }

    private int endOfPlain(byte[] line, int from, int last) {
        int to = from;
        for (; to < last && !isDelimiter(line[to]); to++) {
            if (line[to] == quote || line[to] == '\n') {
                throw malformed("has a field that should be quoted");
            }
        }
        return to;
    }

    private int endOfQuoted(byte[] line, int from, int last) {
        for (int at = from; at < last; at++) {
            if (isEscaped(line, at, last)) {
                at++;
            } else if (line[at] == quote) {
                if (at + 1 < last && !isDelimiter(line[at + 1])) {
                    throw malformed("goes on behind a quote");
                }
                return at + 1;
            }
        }
        throw malformed("has a quote that does not end");
    }

    private boolean isEscaped(byte[] line, int at, int last) {
        return line[at] == escape
                && at + 1 < last
                && (line[at + 1] == quote || line[at + 1] == escape);
    }

    @Override
    byte @Nullable [] read(byte[] line, int from, int to) {
        if (isQuoted(line, from, to)) {
            return unquoted(line, from + 1, to - 1);
        }
        var raw = Arrays.copyOfRange(line, from, to);
        return isMissing(raw) ? null : raw;
    }

    private byte[] unquoted(byte[] line, int from, int to) {
        var value = new byte[to - from];
        int length = 0;
        for (int at = from; at < to; at++) {
            if (isEscaped(line, at, to)) {
                at++;
            }
            value[length++] = line[at];
        }
        return Arrays.copyOf(value, length);
    }

    @Override
    void writeValue(Buffer out, byte[] value) {
        out.appendByte(quote);
        for (byte each : value) {
            if (each == quote || each == escape) {
                out.appendByte(escape);
            }
            out.appendByte(each);
        }
        out.appendByte(quote);
    }
}
