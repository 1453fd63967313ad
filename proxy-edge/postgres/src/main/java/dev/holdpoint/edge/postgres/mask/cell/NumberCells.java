package dev.holdpoint.edge.postgres.mask.cell;

import static dev.holdpoint.edge.postgres.wire.TypeOid.FLOAT4;
import static dev.holdpoint.edge.postgres.wire.TypeOid.FLOAT8;
import static dev.holdpoint.edge.postgres.wire.TypeOid.INT2;
import static dev.holdpoint.edge.postgres.wire.TypeOid.INT4;
import static dev.holdpoint.edge.postgres.wire.TypeOid.INT8;
import static dev.holdpoint.edge.postgres.wire.TypeOid.NUMERIC;

import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.wire.RowDescription.Column;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers: a token is a number, the same format is as many other digits, within the type. */
final class NumberCells implements CellMask {
    private static final int MAX_DIGITS = 1_000;
    private static final int FLOAT4_DIGITS = 39;
    private static final int FLOAT8_DIGITS = 309;
    private static final Pattern SHOWN = Pattern.compile("-?[0-9]+(\\.[0-9]+)?(e[+-][0-9]{1,3})?");
    private static final Pattern PLAIN = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    private final int type;
    private final boolean binary;
    private final boolean token;
    private final ValueMask values;

    NumberCells(Column column, ValueMask values, boolean token) {
        this.type = column.type();
        this.binary = column.isBinary();
        this.token = token;
        this.values = values;
    }

    static boolean isNumber(int type) {
        return switch (type) {
            case INT2, INT4, INT8, FLOAT4, FLOAT8, NUMERIC -> true;
            default -> false;
        };
    }

    @Override
    public byte @Nullable [] mask(byte[] value) {
        var text =
                binary
                        ? read(type, ByteBuffer.wrap(value))
                        : shown(new String(value, StandardCharsets.ISO_8859_1));
        if (text == null || text.length() > MAX_DIGITS || !PLAIN.matcher(text).matches()) {
            return null;
        }
        var masked = token ? token(text) : sameDigits(text);
        return binary ? write(masked) : TypedMask.utf8(masked);
    }

    /** A float is shown with an exponent where it is large or small. */
    private @Nullable String shown(String number) {
        return isFloat() && SHOWN.matcher(number).matches() ? plain(number) : number;
    }

    /** The number as decimal text; null if it is none. */
    static @Nullable String read(int type, ByteBuffer bytes) {
        if (type == NUMERIC) {
            return BinaryNumeric.read(bytes);
        }
        if (bytes.remaining() != width(type)) {
            return null;
        }
        return switch (type) {
            case INT2 -> Short.toString(bytes.getShort());
            case INT4 -> Integer.toString(bytes.getInt());
            case INT8 -> Long.toString(bytes.getLong());
            case FLOAT4 -> plain(Float.toString(bytes.getFloat()));
            case FLOAT8 -> plain(Double.toString(bytes.getDouble()));
            default -> null;
        };
    }

    private static int width(int type) {
        return switch (type) {
            case INT2 -> Short.BYTES;
            case INT4, FLOAT4 -> Integer.BYTES;
            default -> Long.BYTES;
        };
    }

    private static @Nullable String plain(String number) {
        return number.endsWith("y") || number.equals("NaN")
                ? null
                : new BigDecimal(number).stripTrailingZeros().toPlainString();
    }

    private byte[] write(String number) {
        return switch (type) {
            case INT2 -> buffer().putShort(Short.parseShort(number)).array();
            case INT4 -> buffer().putInt(Integer.parseInt(number)).array();
            case INT8 -> buffer().putLong(Long.parseLong(number)).array();
            case FLOAT4 -> buffer().putFloat(Float.parseFloat(number)).array();
            case FLOAT8 -> buffer().putDouble(Double.parseDouble(number)).array();
            default -> BinaryNumeric.write(new BigDecimal(number));
        };
    }

    private ByteBuffer buffer() {
        return ByteBuffer.allocate(width(type));
    }

    /** Of equal numbers the same, whatever their types, as long as those can hold it. */
    private String token(String number) {
        var exact = new BigDecimal(number).stripTrailingZeros();
        boolean shared = exact.scale() <= 0 && exact.toBigInteger().bitLength() < sharedBits();
        return Long.toString(
                shared
                        ? values.integer(exact.longValueExact())
                        : values.number("number", exact.toPlainString(), most()));
    }

    /** Integers of up to so many bits have tokens that this type holds exactly. */
    private int sharedBits() {
        return switch (type) {
            case FLOAT4 -> Short.SIZE;
            case FLOAT8 -> Integer.SIZE;
            default -> Long.SIZE;
        };
    }

    private long most() {
        return switch (type) {
            case INT2 -> Short.MAX_VALUE;
            case INT4 -> Integer.MAX_VALUE;
            case FLOAT4 -> 1L << 24;
            case FLOAT8 -> 1L << 53;
            default -> Long.MAX_VALUE;
        };
    }

    /** Other digits, none of them a leading zero that was none; no more than the type can hold. */
    private String sameDigits(String number) {
        int first = number.startsWith("-") ? 1 : 0;
        var digits = new StringBuilder(values.sameFormat(number));
        int point = digits.indexOf(".");
        boolean full = (point < 0 ? digits.length() : point) - first == mostDigits();
        if (full || digits.charAt(first) == '0') {
            digits.setCharAt(first, '1');
        }
        if (full && type == FLOAT8) {
            digits.setCharAt(first + 1, '0');
        }
        return digits.toString();
    }

    /** As many as the largest number of the type has. */
    private int mostDigits() {
        return switch (type) {
            case FLOAT4 -> FLOAT4_DIGITS;
            case FLOAT8 -> FLOAT8_DIGITS;
            case NUMERIC -> Integer.MAX_VALUE;
            default -> Long.toString(most()).length();
        };
    }

    private boolean isFloat() {
        return type == FLOAT4 || type == FLOAT8;
    }
}
