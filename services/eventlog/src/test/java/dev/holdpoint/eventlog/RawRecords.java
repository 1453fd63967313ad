package dev.holdpoint.eventlog;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes to topics what no appender would. */
public final class RawRecords {
    private RawRecords() {}

    public static void send(LogSettings settings, String topic, String key, String value) {
        try (var producer = Clients.producer(settings)) {
            var record = new ProducerRecord<>(topic, key, value.getBytes(StandardCharsets.UTF_8));
            var _ = producer.send(record).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
