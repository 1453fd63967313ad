package dev.holdpoint.endtoend;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a plain Kafka consumer sees of a topic. */
final class TopicDump {
    private TopicDump() {}

    /** Every record of {@code topic} as of now. */
    static List<Seen> of(Lab lab, String topic) {
        var settings = Map.<String, Object>of("bootstrap.servers", lab.bootstrapServers());
        var bytes = new ByteArrayDeserializer();
        try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
            var partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var seen = new ArrayList<Seen>();
            while (partitions.stream()
                    .anyMatch(p -> consumer.position(p) < ends.getOrDefault(p, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> seen.add(seen(record)));
            }
            return seen;
        }
    }

    private static Seen seen(ConsumerRecord<byte[], byte[]> record) {
        var headers = new TreeMap<String, String>();
        record.headers()
                .forEach(
                        header ->
                                headers.put(
                                        header.key(),
                                        new String(header.value(), StandardCharsets.UTF_8)));
        return new Seen(headers, new String(record.value(), StandardCharsets.UTF_8));
    }

    /** One record. */
    record Seen(SortedMap<String, String> headers, String text) {
        byte[] value() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }
}
