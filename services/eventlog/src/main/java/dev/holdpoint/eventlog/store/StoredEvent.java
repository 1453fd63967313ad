package dev.holdpoint.eventlog.store;

import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.Sha256;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.events.json.EventType;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * An event with its place in the store's one order.
 *
 * @param content the digest of its type and bytes as they are stored, which no later version reads
 *     otherwise
 */
public record StoredEvent(long storeSequence, Envelope<?> envelope, Digest content) {
    /** The content that an event has once it is stored. */
    public static Digest content(HoldpointEvent event) {
        return content(EventType.of(event), EventJson.encode(event));
    }

    static Digest content(String type, byte[] payload) {
        var digest = Sha256.start();
        digest.update(type.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(payload);
        return new Digest("sha256:" + HexFormat.of().formatHex(digest.digest()));
    }
}
