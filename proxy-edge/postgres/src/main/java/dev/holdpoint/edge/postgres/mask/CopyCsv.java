package dev.holdpoint.edge.postgres.mask;

import static dev.holdpoint.edge.postgres.mask.CopyMasker.malformed;

import dev.holdpoint.sql.lineage.CopyForm;
import io.vertx.core.buffer.Buffer;
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
    byte @Nullable [] read(Buffer record, int from, int last) {
        return from < last && record.getByte(from) == quote
                ? quoted(record, from + 1, last)
                : plain(record, from, last);
    }

    private byte @Nullable [] plain(Buffer record, int from, int last) {
        int to = from;
        while (to < last && !isDelimiter(record.getByte(to))) {
            byte each = record.getByte(to);
            if (each == quote || each == '\n') {
                throw malformed("has a field that should be quoted");
            }
            to++;
        }
        var raw = record.getBytes(from, to);
        endsAt(to);
        return isMissing(raw) ? null : raw;
    }

    private byte[] quoted(Buffer record, int from, int last) {
        var value = Buffer.buffer();
        int at = from;
        while (at < last) {
            byte each = record.getByte(at);
            byte next = record.getByte(at + 1);
            if (each == escape && at + 1 < last && (next == quote || next == escape)) {
                value.appendByte(next);
                at += 2;
            } else if (each == quote) {
                int to = at + 1;
                if (to < last && !isDelimiter(next)) {
                    throw malformed("goes on behind a quote");
                }
                endsAt(to);
                return value.getBytes();
            } else {
                value.appendByte(each);
                at++;
            }
        }
        throw malformed("has a quote that does not end");
    }

    @Override
    void write(Buffer out, byte[] value) {
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
