package dev.holdpoint.edge.mask;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;

/**
 * Another integer for each, by key and one to one: a Feistel network whose rounds are keyed hashes,
 * run again until the result needs as many bits as the number does (cycle walking).
 */
final class KeyedIntegers {
    /** As many as FF1 has (NIST SP 800-38G), whose smallest halves are as small. */
    private static final int ROUNDS = 10;

    private static final byte[] PURPOSE = "integer\0".getBytes(StandardCharsets.UTF_8);

    private final Mac mac;

    KeyedIntegers(Mac mac) {
        this.mac = mac;
    }

    long other(long number) {
        int bits = bits(number);
        long other = number;
        do {
            other = permuted(other, bits);
        } while (bits(other) != bits);
        return other;
    }

    /** Of the smallest integer type that holds it. */
    private static int bits(long number) {
        if (number == (short) number) {
            return Short.SIZE;
        }
        return number == (int) number ? Integer.SIZE : Long.SIZE;
    }

    private long permuted(long number, int bits) {
        int half = bits / 2;
        long low = (1L << half) - 1;
        long left = number >>> half & low;
        long right = number & low;
        for (int round = 0; round < ROUNDS; round++) {
            long mixed = left ^ hash(bits, round, (int) right) & low;
            left = right;
            right = mixed;
        }
        int unused = Long.SIZE - bits;
        return (left << half | right) << unused >> unused;
    }

    private long hash(int bits, int round, int part) {
        mac.update(PURPOSE);
        mac.update((byte) bits);
        mac.update((byte) round);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part));
        return ByteBuffer.wrap(mac.doFinal()).getInt();
    }
}
