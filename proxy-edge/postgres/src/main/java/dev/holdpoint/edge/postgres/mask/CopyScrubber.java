package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.detect.Detection;
import dev.holdpoint.edge.detect.ValueDetectors;
import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Masks what is detected in the data of a COPY, wherever its chunks are cut: line by line in text
 * and CSV (where a quoted value may go on over several lines), field by field in binary, where a
 * field with something in it becomes NULL.
 */
public final class CopyScrubber {
    private static final int MAX_HELD = 1024 * 1024;
    private static final int HEADER = 5;
    private static final int BINARY_HEADER = 19;
    private static final int NULL = -1;

    private final ValueDetectors detectors;
    private final ValueMask values;
    private final Consumer<Detection> used;
    private final boolean binary;
    private Buffer pending = Buffer.buffer();
    private boolean headerSeen;

    CopyScrubber(
            ValueDetectors detectors, ValueMask values, Consumer<Detection> used, boolean binary) {
        this.detectors = detectors;
        this.values = values;
        this.used = used;
        this.binary = binary;
    }

    /** What the client may have of the data so far; null if a record is not whole yet. */
    public @Nullable PgFrame data(PgFrame frame) {
        var bytes = frame.bytes();
        pending.appendBuffer(bytes, HEADER, bytes.length() - HEADER);
        return released(binary ? binaryRecords() : lines());
    }

    /** What is left when the data ends; null if nothing is. */
    public @Nullable PgFrame end() {
        return released(pending.length());
    }

    private @Nullable PgFrame released(int count) {
        if (count == 0) {
            return null;
        }
        var whole = pending.getBuffer(0, count);
        pending = pending.getBuffer(count, pending.length());
        var scrubbed = binary ? whole : detectors.couldFind(whole, 0, count) ? text(whole) : whole;
        return PgWriter.frame('d').putBytes(scrubbed.getBytes()).done();
    }

    /** Up to the last line break outside quotes, or the last one at all if too much is held. */
    private int lines() {
        int end = 0;
        int last = 0;
        boolean quoted = false;
        for (int at = 0; at < pending.length(); at++) {
            byte each = pending.getByte(at);
            if (each == '"') {
                quoted = !quoted;
            } else if (each == '\n') {
                last = at + 1;
                end = quoted ? end : last;
            }
        }
        return pending.length() > MAX_HELD ? Math.max(end, last) : end;
    }

    private Buffer text(Buffer bytes) {
        var text = bytes.toString(StandardCharsets.UTF_8);
        var found = new ArrayList<Detection>();
        for (var each : detectors.find(text)) {
            used.accept(each);
            found.add(each);
        }
        var masked = found.isEmpty() ? null : ValueDetectors.mask(text, shown(found), values);
        return masked == null ? bytes : Buffer.buffer(masked);
    }

    /** A part of a line cannot be NULL, so it is redacted. */
    private static List<Detection> shown(List<Detection> found) {
        return found.stream().map(Detection::neverNull).toList();
    }

    /** Masks whole records in place of the pending bytes; gives how much of them is whole. */
    private int binaryRecords() {
        int at = headerSeen ? 0 : header();
        var masked = Buffer.buffer();
        int whole = 0;
        if (headerSeen) {
            masked.appendBuffer(pending, 0, at);
            whole = at;
            for (int end = record(at, masked); end > 0; end = record(whole, masked)) {
                whole = end;
            }
            int count = masked.length();
            pending = masked.appendBuffer(pending, whole, pending.length() - whole);
            return count;
        }
        return 0;
    }

    private int header() {
        if (pending.length() < BINARY_HEADER) {
            return 0;
        }
        int length = BINARY_HEADER + pending.getInt(BINARY_HEADER - Integer.BYTES);
        headerSeen = length >= BINARY_HEADER && pending.length() >= length;
        return headerSeen ? length : 0;
    }

    /** Copies a record, masked; gives its end, or 0 and copies nothing if it is not whole. */
    private int record(int from, Buffer masked) {
        if (pending.length() - from < Short.BYTES) {
            return 0;
        }
        int fields = pending.getShort(from);
        var copy = Buffer.buffer().appendShort((short) fields);
        int at = from + Short.BYTES;
        for (int i = 0; i < fields; i++) {
            if (pending.length() - at < Integer.BYTES) {
                return 0;
            }
            int length = pending.getInt(at);
            int end = at + Integer.BYTES + Math.max(0, length);
            if (length < NULL || end < at) {
                throw new MalformedFrame("a COPY field of " + length + " bytes");
            }
            if (end > pending.length()) {
                return 0;
            }
            field(at, end, copy);
            at = end;
        }
        masked.appendBuffer(copy);
        return at;
    }

    private void field(int from, int end, Buffer copy) {
        int value = from + Integer.BYTES;
        if (detectors.couldFind(pending, value, end)) {
            var found =
                    detectors.find(
                            pending.getBuffer(value, end).toString(StandardCharsets.ISO_8859_1));
            if (!found.isEmpty()) {
                found.forEach(used);
                copy.appendInt(NULL);
                return;
            }
        }
        copy.appendBuffer(pending, from, end - from);
    }
}
