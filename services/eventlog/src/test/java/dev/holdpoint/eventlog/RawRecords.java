package dev.holdpoint.eventlog;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Does to topics what no appender would. */
public final class RawRecords {
    private RawRecords() {}

    /** Does what retention does: nothing before a position can be read any more. */
    public static void forgetBefore(LogSettings settings, Position position) {
        var partition = new TopicPartition(position.topic(), position.partition());
        try (var admin = Clients.admin(settings)) {
            var before = Map.of(partition, RecordsToDelete.beforeOffset(position.offset()));
            var _ = admin.deleteRecords(before).all().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

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
