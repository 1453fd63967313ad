package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.detect.Detection;
import dev.holdpoint.edge.detect.ValueDetectors;
import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.mask.cell.DetectedCells;
import dev.holdpoint.edge.postgres.mask.cell.Spelling;
import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Masks what is detected in the data of a COPY, wherever its chunks are cut: line by line in text
 * and CSV (where a quoted value may go on over several lines), field by field in binary, as in rows
 * in binary.
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
    private final @Nullable Fields fields;
    private final WholeLines lines = new WholeLines(MAX_HELD);
    private List<Stretch> masked = new ArrayList<>();
    private Buffer pending = Buffer.buffer();
    private boolean headerSeen;

    /** Looks into a field of a binary COPY by its place; empty if it is not looked into. */
    interface Fields {
        Optional<DetectedCells> at(int place);
    }

    /**
     * @param fields null for text and CSV
     */
    CopyScrubber(
            ValueDetectors detectors,
            ValueMask values,
            Consumer<Detection> used,
            @Nullable Fields fields) {
        this.detectors = detectors;
        this.values = values;
        this.used = used;
        this.fields = fields;
    }

    /** What the client may have of the data so far; null if a record is not whole yet. */
    @Nullable PgFrame data(PgFrame frame) {
        return data(frame, List.of());
    }

    /**
     * The same of data in which columns are masked.
     *
     * @param replaced where in the message masks have replaced values: nothing is looked for there
     */
    @Nullable PgFrame data(PgFrame frame, List<Stretch> replaced) {
        var bytes = frame.bytes();
        if (fields == null) {
            replaced.forEach(part -> masked.add(part.later(pending.length() - HEADER)));
        }
        pending.appendBuffer(bytes, HEADER, bytes.length() - HEADER);
        var released = released(fields == null ? lines.taken(pending) : binaryRecords(fields));
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
        var scrubbed = fields == null && isWorthALook(whole) ? text(whole) : whole;
        masked =
                masked.stream()
                        .filter(part -> part.to() > count)
                        .map(
                                part ->
                                        new Stretch(
                                                Math.max(0, part.from() - count),
                                                part.to() - count))
                        .collect(Collectors.toCollection(ArrayList::new));
        return PgWriter.frame('d').putBytes(scrubbed.getBytes()).done();
    }

    private boolean isWorthALook(Buffer lines) {
        return detectors.couldFind(lines, 0, lines.length())
                || Spelling.isHiding(lines, 0, lines.length());
    }

    private Buffer text(Buffer bytes) {
        var text = bytes.toString(StandardCharsets.UTF_8);
        var found = found(masked.isEmpty() ? text : unmasked(bytes));
        found.forEach(used);
        var masked = found.isEmpty() ? null : ValueDetectors.mask(text, shown(found), values);
        return masked == null ? bytes : Buffer.buffer(masked);
    }

    /** The text with a line end for each character of what stands for a value. */
    private String unmasked(Buffer bytes) {
        var text = new StringBuilder(bytes.length());
        int at = 0;
        for (var part : masked) {
            if (part.from() < bytes.length()) {
                int end = Math.min(part.to(), bytes.length());
                text.append(bytes.getString(at, part.from()));
                text.repeat('\n', bytes.getString(part.from(), end).length());
                at = end;
            }
        }
        return text.append(bytes.getString(at, bytes.length())).toString();
    }

    /** What is written otherwise than people write it is masked whole if something is in it. */
    private List<Detection> found(String text) {
        var found = new ArrayList<>(detectors.find(text));
        Spelling.each(
                text,
                (part, spelt) ->
                        detectors.find(spelt).stream()
                                .limit(1)
                                .map(hit -> hit.at(part.start(), part.end()))
                                .forEach(found::add));
        return ValueDetectors.merged(found);
    }

    /** A part of a line cannot be NULL, so it is redacted. */
    private static List<Detection> shown(List<Detection> found) {
        return found.stream().map(Detection::neverNull).toList();
    }

    /** Masks whole records in place of the pending bytes; gives how much of them is whole. */
    private int binaryRecords(Fields looked) {
        int at = headerSeen ? 0 : header();
        int end = headerSeen ? endOfRecord(at) : 0;
        if (at == 0 && end == 0) {
            return 0;
        }
        var masked = Buffer.buffer().appendBuffer(pending, 0, at);
        for (; end > 0; end = endOfRecord(at)) {
            record(at, looked, masked);
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
    private void record(int from, Fields looked, Buffer masked) {
        int count = pending.getShort(from);
        masked.appendShort((short) count);
        int at = from + Short.BYTES;
        for (int i = 0; i < count; i++) {
            int end = endOfField(at);
            field(at, end, looked.at(i), masked);
            at = end;
        }
    }

    private void field(int from, int end, Optional<DetectedCells> looked, Buffer copy) {
        int value = from + Integer.BYTES;
        if (value == end || looked.isEmpty() || !looked.get().isWorthALook(pending, value, end)) {
            copy.appendBuffer(pending, from, end - from);
            return;
        }
        var seen = looked.get().mask(pending.getBytes(value, end));
        copy.appendInt(seen == null ? NULL : seen.length);
        if (seen != null) {
            copy.appendBytes(seen);
        }
    }
}
