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
        if (numbers == 1 && count > 0 && count <= MOST_BITS) {
            long bits = value.getLong(value.position() + Integer.BYTES) >>> MOST_BITS - count;
            reader.number(INT8, ByteBuffer.allocate(Long.BYTES).putLong(0, bits));
        } else if (numbers == count + 2) {
            from(Integer.BYTES, INT8, value, reader);
        } else if (numbers == 2L * count) {
            from(Integer.BYTES, FLOAT8, value, reader);
        }
    }

    private static void from(int first, int type, ByteBuffer value, Reader reader) {
        for (int at = first; at < value.remaining(); at += Long.BYTES) {
            reader.number(type, value.slice(value.position() + at, Long.BYTES));
        }
    }
}
