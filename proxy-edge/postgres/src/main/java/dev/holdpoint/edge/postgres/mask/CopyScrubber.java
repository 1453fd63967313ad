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

    /** What is not whole by then never will be: a target sends a record in one message. */
    private static final int MAX_RECORD = 65 * 1024 * 1024;

    private static final int HEADER = 5;
    private static final int BINARY_HEADER = 19;
    private static final int NULL = -1;

    private final ValueDetectors detectors;
    private final ValueMask values;
    private final Consumer<Detection> used;
    private final boolean binary;
    private final WholeLines lines = new WholeLines(MAX_HELD);
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
        var released = released(binary ? binaryRecords() : lines.taken(pending));
        if (pending.length() > MAX_RECORD) {
            throw new MalformedFrame("a COPY record of more than " + MAX_RECORD + " bytes");
        }
        return released;
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
        int end = headerSeen ? endOfRecord(at) : 0;
        if (at == 0 && end == 0) {
            return 0;
        }
        var masked = Buffer.buffer().appendBuffer(pending, 0, at);
        for (; end > 0; end = endOfRecord(at)) {
            record(at, masked);
            at = end;
        }
        int count = masked.length();
        pending = masked.appendBuffer(pending, at, pending.length() - at);
        return count;
    }

    private int header() {
        if (pending.length() < BINARY_HEADER) {
            return 0;
        }
        int extension = pending.getInt(BINARY_HEADER - Integer.BYTES);
        if (extension < 0 || extension > MAX_HELD) {
            throw new MalformedFrame("a COPY header extension of " + extension + " bytes");
        }
        int length = BINARY_HEADER + extension;
        headerSeen = pending.length() >= length;
        return headerSeen ? length : 0;
    }

    /** Where the record ends that begins here; 0 if it is not whole. */
    private int endOfRecord(int from) {
        if (pending.length() - from < Short.BYTES) {
            return 0;
        }
        int fields = pending.getShort(from);
        int at = from + Short.BYTES;
        for (int i = 0; i < fields; i++) {
            at = pending.length() - at < Integer.BYTES ? 0 : endOfField(at);
            if (at == 0) {
                return 0;
            }
        }
        return at;
    }

    private int endOfField(int from) {
        int length = pending.getInt(from);
        if (length < NULL) {
            throw new MalformedFrame("a COPY field of " + length + " bytes");
        }
        int value = from + Integer.BYTES;
        return Math.max(0, length) > pending.length() - value ? 0 : value + Math.max(0, length);
    }

    /** Copies a whole record, masked. */
    private void record(int from, Buffer masked) {
        int fields = pending.getShort(from);
        masked.appendShort((short) fields);
        int at = from + Short.BYTES;
        for (int i = 0; i < fields; i++) {
            int end = endOfField(at);
            field(at, end, masked);
            at = end;
        }
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
