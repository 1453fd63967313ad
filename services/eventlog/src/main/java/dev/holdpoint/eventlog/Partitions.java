package dev.holdpoint.eventlog;

import dev.holdpoint.events.EventFamily;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The partitions of families' topics. */
final class Partitions {
    private Partitions() {}

    static List<TopicPartition> of(KafkaConsumer<?, ?> consumer, Collection<EventFamily> families) {
        return families.stream().flatMap(family -> of(consumer, family).stream()).toList();
    }

    private static List<TopicPartition> of(KafkaConsumer<?, ?> consumer, EventFamily family) {
        var partitions = consumer.partitionsFor(family.topic());
        if (partitions == null || partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("no topic " + family.topic());
        }
        return partitions.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }
}
