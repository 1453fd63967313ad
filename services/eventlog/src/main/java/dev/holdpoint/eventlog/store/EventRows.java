package dev.holdpoint.eventlog.store;

import static java.time.ZoneOffset.UTC;

import dev.holdpoint.eventlog.KafkaEventAppender;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventId;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.events.json.EventType;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

/** Events to and from rows of a store's table. */
final class EventRows {
    static final String COLUMNS =
            "store_sequence, id, stream_id, version, type, time, actor_subject, actor_issuer,"
                    + " source, traceparent, payload";

    private EventRows() {}

    static Tuple tuple(long storeSequence, Envelope<?> envelope) {
        return Tuple.of(
                        storeSequence,
                        envelope.id().value(),
                        envelope.stream().value(),
                        envelope.sequence(),
                        EventType.of(envelope.event()),
                        envelope.time().atOffset(UTC))
                .addString(envelope.actor().subject())
                .addString(envelope.actor().issuer())
                .addString(envelope.source())
                .addString(envelope.traceparent())
                .addBuffer(Buffer.buffer(value(envelope)));
    }

    private static byte[] value(Envelope<?> envelope) {
        var value = EventJson.encode(envelope.event());
        if (value.length > KafkaEventAppender.MAX_EVENT_BYTES) {
            throw new EventTooLarge(envelope.stream(), value.length);
        }
        return value;
    }

    static Envelope<HoldpointEvent> envelope(Row row) {
        return new Envelope<>(
                new EventId(row.getString("id")),
                new StreamId(row.getString("stream_id")),
                row.getLong("version"),
                row.getOffsetDateTime("time").toInstant(),
                new Actor(row.getString("actor_subject"), row.getString("actor_issuer")),
                row.getString("source"),
                row.getString("traceparent"),
                EventJson.decode(row.getString("type"), row.getBuffer("payload").getBytes()));
    }

    static StoredEvent stored(Row row) {
        return new StoredEvent(
                row.getLong("store_sequence"),
                envelope(row),
                StoredEvent.content(row.getString("type"), row.getBuffer("payload").getBytes()));
    }
}
