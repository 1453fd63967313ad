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
import java.util.function.BiConsumer;

/** CloudEvents 1.0 in Kafka's binary content mode: attributes in {@code ce_*} headers. */
public final class CloudEvents {
    private static final String SPEC_VERSION = "1.0";

    private CloudEvents() {}

    /** The headers of {@code envelope}'s record. */
    public static SortedMap<String, String> headers(Envelope<?> envelope) {
        var headers = new TreeMap<String, String>();
        each(envelope, headers::put);
        return headers;
    }

    /** Gives every header of {@code envelope}'s record, in the order of their names. */
    static void each(Envelope<?> envelope, BiConsumer<String, String> header) {
        var issuer = envelope.actor().issuer();
        if (issuer != null) {
            header.accept("ce_actorissuer", issuer);
        }
        header.accept("ce_id", envelope.id().value());
        header.accept("ce_partitionkey", envelope.stream().value());
        header.accept("ce_sequence", Long.toString(envelope.sequence()));
        header.accept("ce_source", envelope.source());
        header.accept("ce_specversion", SPEC_VERSION);
        header.accept("ce_subject", envelope.actor().subject());
        header.accept("ce_time", InstantText.of(envelope.time()));
        header.accept("ce_type", EventType.of(envelope.event()));
        header.accept("content-type", "application/json");
        var traceparent = envelope.traceparent();
        if (traceparent != null) {
            header.accept("traceparent", traceparent);
        }
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
