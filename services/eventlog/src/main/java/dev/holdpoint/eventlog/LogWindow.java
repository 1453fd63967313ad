package dev.holdpoint.eventlog;

import dev.holdpoint.events.EventFamily;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What was appended to a family's topic between two instants, one partition after the other, so
 * that it is read in the same order whenever it is read. Blocks, and is for one thread.
 *
 * <p>The log's clock decides where it begins and ends; an event's own time may be a little earlier.
 */
public final class LogWindow implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<String, byte[]> consumer;
    private final Deque<Range> unread;
    private final long records;
    private @Nullable Range current;

    private record Range(TopicPartition partition, long from, long end) {}

    private LogWindow(KafkaConsumer<String, byte[]> consumer, Deque<Range> unread) {
        this.consumer = consumer;
        this.unread = unread;
        this.records = unread.stream().mapToLong(range -> range.end() - range.from()).sum();
    }

    /**
     * Finds the window; nothing that is appended later is in it.
     *
     * @throws LogUnavailable if the log cannot be asked
     */
    public static LogWindow open(
            LogSettings settings, EventFamily family, Instant from, Instant to) {
        KafkaConsumer<String, byte[]> consumer = null;
        try {
            consumer = Clients.consumer(settings, "window", null);
            return new LogWindow(consumer, ranges(consumer, family, from, to));
        } catch (KafkaException e) {
            if (consumer != null) {
                consumer.close();
            }
            throw new LogUnavailable("the log cannot be asked for a window of time", e);
        }
    }

    private static Deque<Range> ranges(
            KafkaConsumer<?, ?> consumer, EventFamily family, Instant from, Instant to) {
        var partitions =
                Partitions.of(consumer, List.of(family)).stream()
                        .sorted(Comparator.comparingInt(TopicPartition::partition))
                        .toList();
        var ends = consumer.endOffsets(partitions);
        var begins = consumer.beginningOffsets(partitions);
        var first = consumer.offsetsForTimes(times(partitions, from));
        var behind = consumer.offsetsForTimes(times(partitions, to));
        var ranges = new ArrayDeque<Range>();
        for (var partition : partitions) {
            long end = ends.getOrDefault(partition, 0L);
            long start =
                    Math.max(begins.getOrDefault(partition, 0L), offset(first, partition, end));
            long stop = Math.min(end, offset(behind, partition, end));
            if (start < stop) {
                ranges.add(new Range(partition, start, stop));
            }
        }
        return ranges;
    }

    private static Map<TopicPartition, Long> times(List<TopicPartition> partitions, Instant at) {
        var times = new HashMap<TopicPartition, Long>();
        partitions.forEach(partition -> times.put(partition, Math.max(0, at.toEpochMilli())));
        return times;
    }

    private static long offset(
            Map<TopicPartition, OffsetAndTimestamp> found,
            TopicPartition partition,
            long otherwise) {
        var offset = found.get(partition);
        return offset == null ? otherwise : offset.offset();
    }

    /** How many records it has at most. */
    public long records() {
        return records;
    }

    /** Whether everything was read. */
    public boolean ended() {
        return current == null && unread.isEmpty();
    }

    /**
     * Up to 500 records of one partition, in order; none if none came within a moment.
     *
     * @throws LogUnavailable if the log cannot be read
     */
    public List<LoggedEvent> poll() {
        if (ended()) {
            return List.of();
        }
        try {
            var range = current == null ? next() : current;
            var records = consumer.poll(POLL).records(range.partition());
            if (consumer.position(range.partition()) >= range.end()) {
                current = null;
            }
            return records.stream()
                    .filter(record -> record.offset() < range.end())
                    .map(Records::logged)
                    .toList();
        } catch (KafkaException e) {
            throw new LogUnavailable("the log cannot be read", e);
        }
    }

    private Range next() {
        var range = unread.remove();
        current = range;
        consumer.assign(List.of(range.partition()));
        consumer.seek(range.partition(), range.from());
        return range;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
