package dev.holdpoint.eventlog;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;

/** Writes to topics what no appender would. */
public final class RawRecords {
    private RawRecords() {}

    public static void send(LogSettings settings, String topic, String key, String value) {
        try (var producer = Clients.producer(settings)) {
            await().ignoreExceptionsInstanceOf(TimeoutException.class)
                    .until(() -> !producer.partitionsFor(topic).isEmpty());
            var record = new ProducerRecord<>(topic, key, value.getBytes(StandardCharsets.UTF_8));
            var _ = producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
