package dev.holdpoint.events;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/** UUIDv7 ids (RFC 9562 section 5.7): milliseconds first, so they sort by time; 74 random bits. */
public final class Uuid7 implements IdSource {
    private static final int BYTES = 10;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ByteBuffer drawn = ByteBuffer.allocate(400 * BYTES).limit(0);

    public Uuid7(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String next() {
        long low;
        int middle;
        synchronized (drawn) {
            if (drawn.remaining() < BYTES) {
                draw();
            }
            middle = drawn.getShort() & 0xFFF;
            low = drawn.getLong() >>> 2 | 0x8000_0000_0000_0000L;
        }
        return new UUID(clock.millis() << 16 | 0x7000 | middle, low).toString();
    }

    /** Many ids' worth at once: a draw costs about the same whatever its size. */
    private void draw() {
        random.nextBytes(drawn.array());
        drawn.clear();
    }
}
