package dev.holdpoint.edge.mask;

import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;

/** As many pseudo-random bytes as wanted that depend on a value, a purpose and the key alone. */
final class KeyedBytes {
    private static final int BLOCK = 32;

    private final Mac mac;
    private final byte[] seed;
    private byte[] block;
    private int counter;
    private int at;

    KeyedBytes(Mac mac, String purpose, String value) {
        this.mac = mac;
        mac.update(purpose.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        this.seed = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        this.block = seed;
    }

    int next() {
        if (at == BLOCK) {
            mac.update(seed);
            mac.update((byte) (counter >>> 16));
            mac.update((byte) (counter >>> 8));
            block = mac.doFinal(new byte[] {(byte) counter});
            counter++;
            at = 0;
        }
        return block[at++] & 0xFF;
    }

    byte[] next(int count) {
        var bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) next();
        }
        return bytes;
    }

    /** A number from 0 up to, not including, {@code bound}. */
    long below(long bound) {
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = bits << Byte.SIZE | next();
        }
        return Math.floorMod(bits, bound);
    }
}
