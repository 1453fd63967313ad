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

    /** Where a reader at {@code position} goes on: what retention took from recordings is over. */
    static long readable(KafkaConsumer<?, ?> consumer, TopicPartition partition, long position) {
        if (!partition.topic().equals(EventFamily.RECORDINGS.topic())) {
            return position;
        }
        var begins = consumer.beginningOffsets(List.of(partition));
        return Math.max(position, begins.getOrDefault(partition, position));
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
