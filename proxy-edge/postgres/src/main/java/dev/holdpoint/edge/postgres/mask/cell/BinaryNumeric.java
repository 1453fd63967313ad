package dev.holdpoint.edge.postgres.mask.cell;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The binary format of numeric: groups of four decimal digits. */
final class BinaryNumeric {
    /** As many groups on either side of the point as numeric(1000) can have, which is the most. */
    private static final int MOST_GROUPS = 250;

    private static final int WEIGHT = 2;
    private static final int SIGN = 4;
    private static final int SCALE = 6;
    private static final int HEADER = 8;
    private static final int GROUP_DIGITS = 4;
    private static final BigInteger GROUP = BigInteger.valueOf(10_000);
    private static final int NEGATIVE = 0x4000;

    private static final Pattern LEADING = Pattern.compile("^0+(?=\\d)");

    private BinaryNumeric() {}

    /**
     * Whether it says that it has more digits than anybody looks at: ten bytes can say so of a
     * hundred thousand.
     */
    static boolean isTooLong(ByteBuffer value) {
        if (value.remaining() < HEADER) {
            return false;
        }
        int weight = value.getShort(WEIGHT);
        return weight < -MOST_GROUPS
                || weight >= MOST_GROUPS
                || value.getShort(SCALE) > MOST_GROUPS * GROUP_DIGITS
                || value.getShort(0) > 2 * MOST_GROUPS;
    }

    /** Whether bytes of which nobody knows the type could be one. */
    static boolean isOne(ByteBuffer bytes) {
        if (bytes.remaining() < HEADER
                || bytes.remaining() != HEADER + 2 * bytes.getShort(0)
                || (bytes.getShort(SIGN) & ~NEGATIVE) != 0) {
            return false;
        }
        for (int at = HEADER; at < bytes.remaining(); at += Short.BYTES) {
            if (bytes.getShort(at) < 0 || bytes.getShort(at) >= GROUP.intValue()) {
                return false;
            }
        }
        return true;
    }

    /** The number as decimal text; null if it is none, or too long. */
    static @Nullable String read(ByteBuffer value) {
        if (value.remaining() < HEADER || isTooLong(value)) {
            return null;
        }
        int count = value.getShort(0);
        int weight = value.getShort(WEIGHT);
        int sign = value.getShort(SIGN);
        int scale = value.getShort(SCALE);
        boolean number = sign == 0 || sign == NEGATIVE;
        if (!number || count < 0 || scale < 0 || value.remaining() != HEADER + 2 * count) {
            return null;
        }
        var digits = new StringBuilder();
        int first = Math.max(weight, 0);
        for (int power = first; power >= -groups(scale); power--) {
            int at = weight - power;
            int group = at < 0 || at >= count ? 0 : value.getShort(HEADER + 2 * at);
            if (group < 0 || group >= GROUP.intValue()) {
                return null;
            }
            digits.append(Integer.toString(GROUP.intValue() + group), 1, 1 + GROUP_DIGITS);
        }
        int point = (first + 1) * GROUP_DIGITS;
        var whole = LEADING.matcher(digits.substring(0, point)).replaceFirst("");
        var fraction = digits.substring(point, point + scale);
        return (sign == 0 ? "" : "-") + whole + (scale == 0 ? "" : "." + fraction);
    }

    /** How many groups that many digits behind the point take. */
    private static int groups(int scale) {
        return (scale + GROUP_DIGITS - 1) / GROUP_DIGITS;
    }

    static byte[] write(BigDecimal number) {
        int scale = Math.max(0, number.scale());
        int fraction = groups(scale);
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
