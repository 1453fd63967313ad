package dev.holdpoint.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.json.EventJson;
import java.util.Collections;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Kafka records to and from events. */
final class Records {
    private static final String STORE_SEQUENCE = "hp_storesequence";

    private Records() {}

    static ProducerRecord<String, byte[]> of(Envelope<?> envelope, long storeSequence) {
        var record =
                new ProducerRecord<>(
                        envelope.family().topic(),
                        envelope.stream().value(),
                        EventJson.encode(envelope.event()));
        var headers = record.headers();
        CloudEvents.each(envelope, (name, value) -> headers.add(name, value.getBytes(UTF_8)));
        if (storeSequence > 0) {
            record.headers().add(STORE_SEQUENCE, Long.toString(storeSequence).getBytes(UTF_8));
        }
        return record;
    }

    /** Never fails: a record nobody can read must still reach its reader. */
    static LoggedEvent logged(ConsumerRecord<String, byte[]> record) {
        var headers = new TreeMap<String, String>();
        for (var header : record.headers()) {
            headers.put(
                    header.key(), header.value() == null ? "" : new String(header.value(), UTF_8));
        }
        return new LoggedEvent(
                new Position(record.topic(), record.partition(), record.offset()),
                record.key() == null ? "" : record.key(),
                Collections.unmodifiableSortedMap(headers),
                Bytes.of(record.value() == null ? new byte[0] : record.value()),
                storeSequence(headers.getOrDefault(STORE_SEQUENCE, "0")));
    }

    private static long storeSequence(String header) {
        try {
            return Long.parseLong(header);
        } catch (NumberFormatException foreign) {
            return 0;
        }
    }
}
