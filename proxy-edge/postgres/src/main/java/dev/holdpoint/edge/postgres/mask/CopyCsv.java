package dev.holdpoint.edge.postgres.mask;

import static dev.holdpoint.edge.postgres.mask.CopyMasker.malformed;

import dev.holdpoint.sql.lineage.CopyForm;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Fields of CSV as COPY writes it: quoted where needed, NULL never quoted. */
final class CopyCsv implements CopyMasker.CopyFields {
    private final byte delimiter;
    private final byte quote;
    private final byte escape;
    private final byte[] missing;
    private Buffer record = Buffer.buffer();
    private Buffer masked = Buffer.buffer();
    private int from;
    private int to;
    private int last;

    CopyCsv(CopyForm form) {
        this.delimiter = (byte) form.delimiter();
        this.quote = (byte) form.quote();
        this.escape = (byte) form.escape();
        this.missing = form.missing().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean begin(Buffer lines, Buffer out) {
        last = lines.length() - 1;
        if (last < 0 || lines.getByte(last) != '\n') {
            throw malformed("is not a whole record");
        }
        record = lines;
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
        return from < last && record.getByte(from) == quote ? quoted() : plain();
    }

    private byte @Nullable [] plain() {
        to = from;
        while (to < last && record.getByte(to) != delimiter) {
            byte each = record.getByte(to);
            if (each == quote || each == '\n') {
                throw malformed("has a field that should be quoted");
            }
            to++;
        }
        var raw = record.getBytes(from, to);
        return Arrays.equals(raw, missing) ? null : raw;
    }

    private byte[] quoted() {
        var value = Buffer.buffer();
        int at = from + 1;
        while (at < last) {
            byte each = record.getByte(at);
            byte next = record.getByte(at + 1);
            if (each == escape && at + 1 < last && (next == quote || next == escape)) {
                value.appendByte(next);
                at += 2;
            } else if (each == quote) {
                to = at + 1;
                if (to < last && next != delimiter) {
                    throw malformed("goes on behind a quote");
                }
                return value.getBytes();
            } else {
                value.appendByte(each);
                at++;
            }
        }
        throw malformed("has a quote that does not end");
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
        masked.appendByte(quote);
        for (byte each : value) {
            if (each == quote || each == escape) {
                masked.appendByte(escape);
            }
            masked.appendByte(each);
        }
        masked.appendByte(quote);
    }

    @Override
    public void end() {
        if (to != last) {
            throw malformed("has too many fields");
        }
        masked.appendByte((byte) '\n');
    }
}
