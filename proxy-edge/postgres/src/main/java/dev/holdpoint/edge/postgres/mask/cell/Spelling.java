package dev.holdpoint.edge.postgres.mask.cell;

import static dev.holdpoint.edge.postgres.wire.TypeOid.BYTEA;
import static dev.holdpoint.edge.postgres.wire.TypeOid.FLOAT8;
import static dev.holdpoint.edge.postgres.wire.TypeOid.INT8;
import static dev.holdpoint.edge.postgres.wire.TypeOid.NUMERIC;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.holdpoint.edge.detect.ValueDetectors;
import io.vertx.core.buffer.Buffer;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values as people write them, which PostgreSQL shows in another way: bytes in hex, large floats
 * with an exponent, and, in binary, numbers, which arrays, records and ranges may hold as well.
 */
public final class Spelling {
    private static final Pattern OTHERWISE =
            Pattern.compile(
                    "\\\\++x(?<hex>[0-9a-fA-F]{2,}+)"
                            + "|(?<![0-9.])(?<float>[0-9](?:\\.[0-9]++)?e\\+1[0-9])(?![0-9])");

    /** What any detector could look for has so many digits before its point, or fewer. */
    private static final double MOST = 1e20;

    private static final double LEAST = 1e-6;

    private static final int UNKNOWN_TYPE = 0;
    private static final int ARRAY_HEADER = 12;
    private static final int MOST_DIMENSIONS = 6;
    private static final int DEEPEST = 100;
    private static final int NULL = -1;

    /** Of a range (rangetypes.h): empty, without a lower, without an upper bound, all there are. */
    private static final int EMPTY = 0x01;

    private static final int NO_LOWER = 0x08;
    private static final int NO_UPPER = 0x10;
    private static final int FLAGS = 0x1F;

    private final StringBuilder spelt;
    private boolean unreadable;

    private Spelling(String shown) {
        this.spelt = new StringBuilder(shown);
    }

    /** Whether a glance at some text would not show what it says. */
    public static boolean isHiding(Buffer text, int from, int to) {
        for (int at = from; at < to - 1; at++) {
            byte next = text.getByte(at + 1);
            if (text.getByte(at) == '\\' && next == 'x' || text.getByte(at) == 'e' && next == '+') {
                return true;
            }
        }
        return false;
    }

    /** A text in which everything is written as people write it. */
    static String of(String text) {
        return OTHERWISE.matcher(text).replaceAll(part -> quoted(spelt(part)));
    }

    private static String quoted(String replacement) {
        return Matcher.quoteReplacement(replacement);
    }

    /** Every stretch that is written otherwise: where it is, and how people write it. */
    public static void each(String text, BiConsumer<MatchResult, String> found) {
        OTHERWISE.matcher(text).results().forEach(part -> found.accept(part, spelt(part)));
    }

    private static String spelt(MatchResult part) {
        var hex = part.group("hex");
        return hex == null
                ? new BigDecimal(part.group("float")).toPlainString()
                : new String(
                        HexFormat.of().parseHex(hex.substring(0, hex.length() / 2 * 2)),
                        ISO_8859_1);
    }

    /**
     * The bytes of a value in binary, but of a number, and, behind them, every number in it.
     *
     * @param type 0 if it is not known: then it may be any number
     * @return null if there is a number in it of more digits than anybody reads, or a value nested
     *     deeper than anybody looks
     */
    static @Nullable String of(int type, byte[] value) {
        var spelling =
                new Spelling(NumberCells.isNumber(type) ? "" : new String(value, ISO_8859_1));
        spelling.value(type, ByteBuffer.wrap(value), 0);
        return spelling.unreadable ? null : spelling.spelt.toString();
    }

    /** More than anybody looks at is masked whole: there is no need to spell that out. */
    private void value(int type, ByteBuffer bytes, int depth) {
        if (depth > DEEPEST) {
            unreadable = true;
        }
        if (unreadable || spelt.length() > ValueDetectors.MOST) {
            return;
        }
        if (!DetectedCells.applies(type)) {
            return;
        }
        if (type == UNKNOWN_TYPE) {
            any(bytes);
            within(bytes, depth);
            Packed.each(bytes, this::number);
        } else if (NumberCells.isNumber(type)) {
            number(type, bytes);
        } else if (!TextCells.isText(type)) {
            within(bytes, depth);
            if (type != BYTEA) {
                any(bytes);
                Packed.each(bytes, this::number);
            }
        }
    }

    /** Eight letters would be a number of 19 digits, one in ten of them with a check digit. */
    private void any(ByteBuffer bytes) {
        if (!isAscii(bytes)) {
            number(INT8, bytes);
            number(FLOAT8, bytes);
            if (BinaryNumeric.isOne(bytes)) {
                number(NUMERIC, bytes);
            }
        }
    }

    private static boolean isAscii(ByteBuffer bytes) {
        for (int at = bytes.position(); at < bytes.limit(); at++) {
            if (bytes.get(at) < ' ') {
                return false;
            }
        }
        return true;
    }

    private void number(int type, ByteBuffer bytes) {
        unreadable |= type == NUMERIC && BinaryNumeric.isTooLong(bytes);
        var text = spelt(type, bytes.duplicate());
        if (!text.isEmpty()) {
            spelt.append('\n').append(text);
        }
    }

    /** The number as people write it; empty if it is none, or none anybody looks for. */
    private static String spelt(int type, ByteBuffer bytes) {
        if (type == FLOAT8 && !isSought(bytes)) {
            return "";
        }
        var number = NumberCells.read(type, bytes);
        return number == null ? "" : number;
    }

    /** One with more zeros than digits would be spelt out in hundreds of characters. */
    private static boolean isSought(ByteBuffer bytes) {
        double size = bytes.remaining() == Double.BYTES ? Math.abs(bytes.getDouble(0)) : 0;
        return size > LEAST && size < MOST;
    }

    /**
     * The elements of an array (array_send), the fields of a record (record_send), the bounds of a
     * range (range_send) or the ranges of several (multirange_send), if it is one.
     */
    private void within(ByteBuffer bytes, int depth) {
        if (elements(bytes.duplicate(), depth, false)) {
            elements(bytes.duplicate(), depth, true);
        } else if (fields(bytes.duplicate(), depth, false)) {
            fields(bytes.duplicate(), depth, true);
        } else if (bounds(bytes.duplicate(), depth, false)) {
            bounds(bytes.duplicate(), depth, true);
        } else if (ranges(bytes.duplicate(), depth, false)) {
            ranges(bytes.duplicate(), depth, true);
        }
    }

    private boolean bounds(ByteBuffer range, int depth, boolean looking) {
        int flags = range.hasRemaining() ? range.get() : EMPTY;
        boolean whole = (flags & ~FLAGS) == 0 && (flags & EMPTY) == 0;
        for (int infinite : new int[] {NO_LOWER, NO_UPPER}) {
            whole = whole && ((flags & infinite) != 0 || part(UNKNOWN_TYPE, range, depth, looking));
        }
        return whole && !range.hasRemaining();
    }

    private boolean ranges(ByteBuffer several, int depth, boolean looking) {
        int left = several.remaining() < Integer.BYTES ? 0 : several.getInt();
        boolean whole = left > 0;
        for (; whole && left > 0; left--) {
            whole = part(UNKNOWN_TYPE, several, depth, looking);
        }
        return whole && !several.hasRemaining();
    }

    private boolean elements(ByteBuffer array, int depth, boolean looking) {
        if (array.remaining() < ARRAY_HEADER) {
            return false;
        }
        int dimensions = array.getInt();
        int nulls = array.getInt();
        int type = array.getInt();
        int sizes = dimensions * Long.BYTES;
        boolean isArray = dimensions > 0 && dimensions <= MOST_DIMENSIONS && (nulls & ~1) == 0;
        if (!isArray || array.remaining() < sizes) {
            return false;
        }
        array.position(array.position() + sizes);
        boolean whole = true;
        while (whole && array.hasRemaining()) {
            whole = part(type, array, depth, looking);
        }
        return whole;
    }

    private boolean fields(ByteBuffer record, int depth, boolean looking) {
        int left = record.remaining() < Integer.BYTES ? 0 : record.getInt();
        boolean whole = left > 0;
        for (; whole && left > 0; left--) {
            whole =
                    record.remaining() >= Long.BYTES
                            && part(record.getInt(), record, depth, looking);
        }
        return whole && !record.hasRemaining();
    }

    private boolean part(int type, ByteBuffer from, int depth, boolean looking) {
        int length = from.remaining() < Integer.BYTES ? Integer.MAX_VALUE : from.getInt();
        if (length > from.remaining() || length < NULL) {
            return false;
        }
        int size = Math.max(0, length);
        if (looking && size > 0) {
            value(type, from.slice(from.position(), size), depth + 1);
        }
        from.position(from.position() + size);
        return true;
    }
}
