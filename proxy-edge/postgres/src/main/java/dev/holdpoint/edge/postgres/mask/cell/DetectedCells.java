package dev.holdpoint.edge.postgres.mask.cell;

import static dev.holdpoint.edge.postgres.wire.TypeOid.BOOL;
import static dev.holdpoint.edge.postgres.wire.TypeOid.BPCHAR_ARRAY;
import static dev.holdpoint.edge.postgres.wire.TypeOid.BYTEA;
import static dev.holdpoint.edge.postgres.wire.TypeOid.CHAR_ARRAY;
import static dev.holdpoint.edge.postgres.wire.TypeOid.DATE;
import static dev.holdpoint.edge.postgres.wire.TypeOid.DATE_RANGE;
import static dev.holdpoint.edge.postgres.wire.TypeOid.DATE_RANGES;
import static dev.holdpoint.edge.postgres.wire.TypeOid.FLOAT4;
import static dev.holdpoint.edge.postgres.wire.TypeOid.INT2;
import static dev.holdpoint.edge.postgres.wire.TypeOid.INT4;
import static dev.holdpoint.edge.postgres.wire.TypeOid.INT4_RANGE;
import static dev.holdpoint.edge.postgres.wire.TypeOid.INT4_RANGES;
import static dev.holdpoint.edge.postgres.wire.TypeOid.INT8;
import static dev.holdpoint.edge.postgres.wire.TypeOid.INTERVAL;
import static dev.holdpoint.edge.postgres.wire.TypeOid.JSON;
import static dev.holdpoint.edge.postgres.wire.TypeOid.JSONB;
import static dev.holdpoint.edge.postgres.wire.TypeOid.JSONB_ARRAY;
import static dev.holdpoint.edge.postgres.wire.TypeOid.JSON_ARRAY;
import static dev.holdpoint.edge.postgres.wire.TypeOid.NAME_ARRAY;
import static dev.holdpoint.edge.postgres.wire.TypeOid.NUMERIC;
import static dev.holdpoint.edge.postgres.wire.TypeOid.OID;
import static dev.holdpoint.edge.postgres.wire.TypeOid.TEXT_ARRAY;
import static dev.holdpoint.edge.postgres.wire.TypeOid.TIME;
import static dev.holdpoint.edge.postgres.wire.TypeOid.TIMESTAMP;
import static dev.holdpoint.edge.postgres.wire.TypeOid.TIMESTAMPTZ;
import static dev.holdpoint.edge.postgres.wire.TypeOid.TIMESTAMPTZ_RANGE;
import static dev.holdpoint.edge.postgres.wire.TypeOid.TIMESTAMPTZ_RANGES;
import static dev.holdpoint.edge.postgres.wire.TypeOid.TIMESTAMP_RANGE;
import static dev.holdpoint.edge.postgres.wire.TypeOid.TIMESTAMP_RANGES;
import static dev.holdpoint.edge.postgres.wire.TypeOid.TIMETZ;
import static dev.holdpoint.edge.postgres.wire.TypeOid.UUID;
import static dev.holdpoint.edge.postgres.wire.TypeOid.VARCHAR_ARRAY;
import static dev.holdpoint.edge.postgres.wire.TypeOid.VOID;
import static dev.holdpoint.edge.postgres.wire.TypeOid.XML;

import dev.holdpoint.edge.detect.Detection;
import dev.holdpoint.edge.detect.ValueDetectors;
import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.wire.RowDescription.Column;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Masks what is detected inside a cell: in text that part alone, in a type that would not bear it
 * the whole cell becomes NULL. A cell in which nothing is found stays the same array.
 */
public final class DetectedCells implements CellMask {
    private final Column column;
    private final ValueDetectors detectors;
    private final ValueMask values;
    private final Consumer<Detection> used;

    /**
     * @param used told what was found, whenever something was
     */
    public DetectedCells(
            Column column, ValueDetectors detectors, ValueMask values, Consumer<Detection> used) {
        this.column = column;
        this.detectors = detectors;
        this.values = values;
        this.used = used;
    }

    /** Whether values of this type could hold anything; numbers, bytes and what is not known do. */
    public static boolean applies(Column column) {
        return applies(column.type());
    }

    static boolean applies(int type) {
        return switch (type) {
            case BOOL, INT2, INT4, OID, FLOAT4 -> false;
            case DATE, TIME, TIMETZ, TIMESTAMP, TIMESTAMPTZ, INTERVAL, VOID, UUID -> false;
            case INT4_RANGE, DATE_RANGE, TIMESTAMP_RANGE, TIMESTAMPTZ_RANGE -> false;
            case INT4_RANGES, DATE_RANGES, TIMESTAMP_RANGES, TIMESTAMPTZ_RANGES -> false;
            default -> true;
        };
    }

    /** Whether a glance at the bytes does not show what they say. */
    public boolean isOpaque() {
        return !isText()
                && (column.isBinary()
                        ? column.type() != BYTEA
                        : column.type() != INT8 && column.type() != NUMERIC && !isTextArray());
    }

    /** Whether a cell could hold anything, at a glance at its bytes. */
    public boolean isWorthALook(Buffer row, int from, int to) {
        return isOpaque() || detectors.couldFind(row, from, to);
    }

    @Override
    public byte @Nullable [] mask(byte[] value) {
        var text = text(value);
        if (text == null) {
            used.accept(detectors.unread(value.length));
            return null;
        }
        var found = detectors.find(text);
        if (found.isEmpty()) {
            return value;
        }
        found.forEach(used);
        if (!staysValid(text, found)) {
            return null;
        }
        var masked = ValueDetectors.mask(text, found, values);
        return masked == null ? null : masked.getBytes(StandardCharsets.UTF_8);
    }

    /** Null if nobody reads all of it. */
    private @Nullable String text(byte[] value) {
        if (isText() || isTextArray() && !column.isBinary()) {
            return new String(value, StandardCharsets.UTF_8);
        }
        return column.isBinary()
                ? Spelling.of(column.type(), value)
                : Spelling.of(new String(value, StandardCharsets.UTF_8));
    }

    private boolean isText() {
        return TextCells.isText(column.type()) || isJson() || column.type() == XML;
    }

    private boolean isJson() {
        return column.type() == JSON || column.type() == JSONB;
    }

    /** Arrays whose elements are text. */
    private boolean isTextArray() {
        return switch (column.type()) {
            case TEXT_ARRAY, VARCHAR_ARRAY, BPCHAR_ARRAY, CHAR_ARRAY, NAME_ARRAY -> true;
            case JSON_ARRAY, JSONB_ARRAY -> true;
            default -> false;
        };
    }

    private boolean staysValid(String text, List<Detection> found) {
        if (isJson()) {
            return found.stream().allMatch(hit -> isPlain(text, hit)) && areQuoted(text, found);
        }
        if (isTextArray() && !column.isBinary()) {
            return found.stream().allMatch(hit -> isPlain(text, hit));
        }
        return TextCells.isText(column.type());
    }

    private static boolean isPlain(String text, Detection hit) {
        for (int at = hit.from(); at < hit.to(); at++) {
            if ("\"\\{},".indexOf(text.charAt(at)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether every part found lies inside a JSON string. */
    private static boolean areQuoted(String json, List<Detection> found) {
        boolean quoted = false;
        int next = 0;
        for (int at = 0; at < json.length() && next < found.size(); at++) {
            if (at == found.get(next).from()) {
                if (!quoted) {
                    return false;
                }
                next++;
            }
            char character = json.charAt(at);
            if (character == '\\' && quoted) {
                at++;
            } else if (character == '"') {
                quoted = !quoted;
            }
        }
        return next == found.size();
    }
}
