package dev.holdpoint.edge.postgres.mask.cell;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** The binary format of numeric: groups of four decimal digits. */
final class BinaryNumeric {
    private static final int HEADER = 8;
    private static final int GROUP_DIGITS = 4;
    private static final BigInteger GROUP = BigInteger.valueOf(10_000);
    private static final int NEGATIVE = 0x4000;

    private BinaryNumeric() {}

    /** The number as decimal text; null if it is none. */
    static @Nullable String read(ByteBuffer value) {
        if (value.remaining() < HEADER) {
            return null;
        }
        int groups = value.getShort();
        int weight = value.getShort();
        int sign = value.getShort();
        int scale = value.getShort();
        boolean number = sign == 0 || sign == NEGATIVE;
        if (!number || groups < 0 || value.remaining() != groups * Short.BYTES) {
            return null;
        }
        var unscaled = BigInteger.ZERO;
        for (int i = 0; i < groups; i++) {
            unscaled = unscaled.multiply(GROUP).add(BigInteger.valueOf(value.getShort()));
        }
        var size = new BigDecimal(unscaled, (groups - 1 - weight) * GROUP_DIGITS);
        var shown = size.setScale(scale, RoundingMode.DOWN);
        return (sign == 0 ? shown : shown.negate()).toPlainString();
    }

    static byte[] write(BigDecimal number) {
        int scale = Math.max(0, number.scale());
        int fraction = (scale + GROUP_DIGITS - 1) / GROUP_DIGITS;
        var rest = number.abs().setScale(fraction * GROUP_DIGITS).unscaledValue();
        var groups = new ArrayDeque<Short>();
        while (rest.signum() != 0) {
            var parts = rest.divideAndRemainder(GROUP);
            groups.addFirst(parts[1].shortValue());
            rest = parts[0];
        }
        var bytes = ByteBuffer.allocate(HEADER + groups.size() * Short.BYTES);
        bytes.putShort((short) groups.size());
        bytes.putShort((short) (groups.size() - 1 - fraction));
        bytes.putShort((short) (number.signum() < 0 ? NEGATIVE : 0));
        bytes.putShort((short) scale);
        groups.forEach(bytes::putShort);
        return bytes.array();
    }
}
