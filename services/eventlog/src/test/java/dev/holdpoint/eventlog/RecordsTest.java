package dev.holdpoint.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.StreamId;
import dev.holdpoint.events.json.UnreadableEvent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordsTest {
    private static final StreamId STREAM = new StreamId("s-1");

    @Test
    void an_event_survives_its_record() {
        var envelope = LogFixture.nth(STREAM, 3);
        var logged = Records.logged(received(Records.of(envelope, 0)));

        assertThat(logged.envelope()).isEqualTo(envelope);
        assertThat(logged.key()).isEqualTo("s-1");
        assertThat(logged.position()).isEqualTo(new Position("holdpoint.sessions", 2, 5));
        assertThat(logged.storeSequence()).isZero();
    }

    @Test
    void the_place_in_a_store_travels_along() {
        var logged = Records.logged(received(Records.of(LogFixture.nth(STREAM, 1), 42)));

        assertThat(logged.storeSequence()).isEqualTo(42);
    }

    @Test
    void a_record_nobody_can_read_still_reaches_its_reader() {
        var foreign = received(null, null);
        foreign.headers().add("hp_storesequence", "many".getBytes(UTF_8)).add("x", null);

        var logged = Records.logged(foreign);

        assertThat(logged.key()).isEmpty();
        assertThat(logged.value().length()).isZero();
        assertThat(logged.headers()).containsEntry("x", "");
        assertThat(logged.storeSequence()).isZero();
        assertThatThrownBy(logged::envelope).isInstanceOf(UnreadableEvent.class);
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
        var record = received(sent.key(), sent.value());
        sent.headers().forEach(record.headers()::add);
        return record;
    }

    private static ConsumerRecord<String, byte[]> received(
            @Nullable String key, byte @Nullable [] value) {
        return new ConsumerRecord<>("holdpoint.sessions", 2, 5, key, value);
    }
}
