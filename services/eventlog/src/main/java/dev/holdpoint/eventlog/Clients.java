package dev.holdpoint.eventlog;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Kafka clients as Holdpoint needs them: acknowledged, idempotent, bounded, never committing. */
final class Clients {
    static final int MAX_RECORD_BYTES = 2 * 1024 * 1024;

    /** A request takes one batch of each partition: what does not fit waits for the next. */
    private static final int BATCH_BYTES = 64 * 1024;

    private static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;
    private static final int MAX_BATCH_RECORDS = 500;
    private static final AtomicLong SERIAL = new AtomicLong();

    private Clients() {}

    /**
     * A producer whose delivery ends within two thirds of the deadline and whose calls never block:
     * they are made on event loops. What is appended while a request is under way leaves together
     * with the next.
     */
    static KafkaProducer<String, byte[]> producer(LogSettings settings) {
        return new KafkaProducer<>(
                producerConfig(settings), new StringSerializer(), new ByteArraySerializer());
    }

    static Map<String, Object> producerConfig(LogSettings settings) {
        var deadline = settings.deliveryDeadline();
        var delivery = millis(deadline.multipliedBy(2).dividedBy(3));
        var config = config(settings, "appender");
        config.put("acks", "all");
        config.put("enable.idempotence", "true");
        config.put("max.in.flight.requests.per.connection", "1");
        config.put("linger.ms", "0");
        config.put("batch.size", Integer.toString(BATCH_BYTES));
        config.put("delivery.timeout.ms", delivery);
        config.put("request.timeout.ms", delivery);
        config.put("max.block.ms", "0");
        config.put("retry.backoff.ms", "20");
        config.put("reconnect.backoff.max.ms", "500");
        config.put("metadata.max.idle.ms", Long.toString(Duration.ofDays(365).toMillis()));
        config.put("max.request.size", Integer.toString(MAX_RECORD_BYTES));
        config.putAll(settings.extra());
        return config;
    }

    /** A consumer with explicit positions; with a group, partitions are shared out among it. */
    static KafkaConsumer<String, byte[]> consumer(
            LogSettings settings, String purpose, @Nullable String group) {
        var config = config(settings, purpose);
        if (group != null) {
            config.put("group.id", group);
            config.put("session.timeout.ms", "10000");
            config.put("heartbeat.interval.ms", "2000");
        }
        config.put("enable.auto.commit", "false");
        config.put("auto.offset.reset", "none");
        config.put("allow.auto.create.topics", "false");
        config.put("max.poll.records", Integer.toString(MAX_BATCH_RECORDS));
        config.put("fetch.max.bytes", Integer.toString(MAX_BATCH_BYTES));
        config.put("max.partition.fetch.bytes", Integer.toString(MAX_RECORD_BYTES));
        config.put("metadata.max.age.ms", "5000");
        config.put("request.timeout.ms", "5000");
        config.put("default.api.timeout.ms", "10000");
        config.put("reconnect.backoff.max.ms", "500");
        config.putAll(settings.extra());
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }

    static Admin admin(LogSettings settings) {
        var config = config(settings, "admin");
        config.put("request.timeout.ms", "5000");
        config.put("default.api.timeout.ms", "15000");
        config.putAll(settings.extra());
        return Admin.create(config);
    }

    private static Map<String, Object> config(LogSettings settings, String purpose) {
        var config = new HashMap<String, Object>();
        config.put("bootstrap.servers", settings.bootstrapServers());
        config.put(
                "client.id", settings.clientId() + "-" + purpose + "-" + SERIAL.incrementAndGet());
        return config;
    }

    private static String millis(Duration duration) {
        return Long.toString(Math.max(1, duration.toMillis()));
    }
}
