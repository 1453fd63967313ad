package dev.holdpoint.edge.postgres.mask.cell;

import static dev.holdpoint.edge.postgres.wire.TypeOid.FLOAT8;
import static dev.holdpoint.edge.postgres.wire.TypeOid.INT8;

import java.nio.ByteBuffer;

/**
 * Numbers of eight bytes that lie one behind the other in the binary form of a value: the
 * coordinates of points, boxes, paths, polygons, lines and circles, the transactions of a snapshot,
 * bits.
 */
final class Packed {
    private static final int MOST_BITS = Long.SIZE;
    private static final int PATH_HEADER = 5;

    private Packed() {}

    /** Who is told of a number. */
    @FunctionalInterface
    interface Reader {
        void number(int type, ByteBuffer bytes);
    }

    /** Tells of each number that a value of this size and beginning could have. */
    static void each(ByteBuffer value, Reader reader) {
        int size = value.remaining();
        if (size > Integer.BYTES && size <= Integer.BYTES + Long.BYTES) {
            bits(value.getInt(value.position()), value, reader);
        }
        if (size % Long.BYTES == 0 && size > Long.BYTES) {
            from(0, FLOAT8, value, reader);
        } else if (size % Long.BYTES == PATH_HEADER) {
            from(PATH_HEADER, FLOAT8, value, reader);
        } else if (size % Long.BYTES == Integer.BYTES) {
            counted(value.getInt(value.position()), value, reader);
        }
    }

    private static void counted(int count, ByteBuffer value, Reader reader) {
        int numbers = value.remaining() / Long.BYTES;
        if (numbers == count + 2) {
            from(Integer.BYTES, INT8, value, reader);
        } else if (numbers == 2L * count) {
            from(Integer.BYTES, FLOAT8, value, reader);
        }
    }

    /** As many bytes as it takes, filled up at their end (varbit.c). */
    private static void bits(int count, ByteBuffer value, Reader reader) {
        int size = value.remaining() - Integer.BYTES;
        if (count > 0 && count <= MOST_BITS && Math.ceilDiv(count, Byte.SIZE) == size) {
            var number = ByteBuffer.allocate(Long.BYTES);
            number.put(0, value, value.position() + Integer.BYTES, size);
            reader.number(INT8, number.putLong(0, number.getLong(0) >>> MOST_BITS - count));
        }
    }

    private static void from(int first, int type, ByteBuffer value, Reader reader) {
        for (int at = first; at < value.remaining(); at += Long.BYTES) {
            reader.number(type, value.slice(value.position() + at, Long.BYTES));
        }
    }
}
