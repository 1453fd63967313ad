package dev.holdpoint.eventlog;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.events.json.EventType;
import dev.holdpoint.events.json.UnreadableEvent;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** CloudEvents 1.0 in Kafka's binary content mode: attributes in {@code ce_*} headers. */
public final class CloudEvents {
    private static final String SPEC_VERSION = "1.0";

    private CloudEvents() {}

    /** The headers of {@code envelope}'s record. */
    public static SortedMap<String, String> headers(Envelope<?> envelope) {
        var headers = new TreeMap<String, String>();
        headers.put("ce_specversion", SPEC_VERSION);
        headers.put("ce_id", envelope.id().value());
        headers.put("ce_source", envelope.source());
        headers.put("ce_type", EventType.of(envelope.event()));
        headers.put("ce_subject", envelope.actor().subject());
        headers.put("ce_time", envelope.time().toString());
        headers.put("ce_partitionkey", envelope.stream().value());
        headers.put("ce_sequence", Long.toString(envelope.sequence()));
        headers.put("content-type", "application/json");
        var issuer = envelope.actor().issuer();
        if (issuer != null) {
            headers.put("ce_actorissuer", issuer);
        }
        var traceparent = envelope.traceparent();
        if (traceparent != null) {
            headers.put("traceparent", traceparent);
        }
        return headers;
    }

    /**
     * Reads a record back.
     *
     * @throws UnreadableEvent if a header is missing or malformed, or the value does not fit
     */
    public static Envelope<?> envelope(Map<String, String> headers, byte[] value) {
        try {
            return new Envelope<>(
                    new EventId(required(headers, "ce_id")),
                    new StreamId(required(headers, "ce_partitionkey")),
                    Long.parseLong(required(headers, "ce_sequence")),
                    Instant.parse(required(headers, "ce_time")),
                    new Actor(required(headers, "ce_subject"), headers.get("ce_actorissuer")),
                    required(headers, "ce_source"),
                    headers.get("traceparent"),
                    EventJson.decode(required(headers, "ce_type"), value));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new UnreadableEvent("malformed CloudEvents headers: " + e.getMessage(), e);
        }
    }

    private static String required(Map<String, String> headers, String name) {
        var value = headers.get(name);
        if (value == null) {
            throw new UnreadableEvent("header " + name + " is missing", null);
        }
        return value;
    }
}
