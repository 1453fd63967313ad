package dev.holdpoint.events;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/** UUIDv7 ids (RFC 9562 section 5.7): milliseconds first, so they sort by time; 74 random bits. */
public final class Uuid7 implements IdSource {
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public Uuid7(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String next() {
        long high = clock.millis() << 16 | 0x7000 | random.nextInt(1 << 12);
        long low = random.nextLong() >>> 2 | 0x8000_0000_0000_0000L;
        return new UUID(high, low).toString();
    }
}
