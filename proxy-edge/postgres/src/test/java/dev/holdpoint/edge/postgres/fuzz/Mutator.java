package dev.holdpoint.edge.postgres.fuzz;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Changes bytes as networks do not, but attackers do. */
final class Mutator {
    private static final int[] LENGTHS = {
        0,
        1,
        2,
        3,
        4,
        5,
        7,
        8,
        127,
        255,
        256,
        32_767,
        65_535,
        65_536,
        1_048_576,
        1_048_577,
        0x3fff_ffff,
        0x7fff_ffff,
        0x8000_0000,
        0xffff_fffe,
        0xffff_ffff
    };
    private static final int LONGEST = 4096;

    private final RandomGenerator random;
    private final List<byte[]> corpus;

    Mutator(RandomGenerator random, List<byte[]> corpus) {
        this.random = random;
        this.corpus = corpus;
    }

    /** Something like an entry of the corpus. */
    byte[] next() {
        var bytes = any().clone();
        for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
            bytes = changed(bytes);
        }
        return bytes.length > LONGEST ? Arrays.copyOf(bytes, LONGEST) : bytes;
    }

    private byte[] any() {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] changed(byte[] bytes) {
        if (bytes.length < 8) {
            return joined(bytes, any());
        }
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(8)) {
            case 0 -> flipped(bytes, at);
            case 1 -> set(bytes, at);
            case 2 -> withInt(bytes, Math.min(at, bytes.length - 4));
            case 3 -> withShort(bytes, Math.min(at, bytes.length - 2));
            case 4 -> joined(Arrays.copyOf(bytes, at), tail(bytes, random.nextInt(bytes.length)));
            case 5 -> joined(Arrays.copyOf(bytes, at), tail(any(), 0));
            case 6 -> Arrays.copyOf(bytes, at);
            default -> joined(bytes, any());
        };
    }

    private byte[] flipped(byte[] bytes, int at) {
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private byte[] set(byte[] bytes, int at) {
        bytes[at] = (byte) random.nextInt();
        return bytes;
    }

    private byte[] withInt(byte[] bytes, int at) {
        ByteBuffer.wrap(bytes).putInt(at, LENGTHS[random.nextInt(LENGTHS.length)]);
        return bytes;
    }

    private byte[] withShort(byte[] bytes, int at) {
        ByteBuffer.wrap(bytes).putShort(at, (short) LENGTHS[random.nextInt(LENGTHS.length)]);
        return bytes;
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, Math.min(from, bytes.length), bytes.length);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
