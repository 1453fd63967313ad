package dev.holdpoint.eventlog;

import dev.holdpoint.events.EventFamily;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads the log from given offsets to where it ends now. */
public final class LogReader {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<LogPartition, Long> from;
    private final Function<List<LoggedEvent>, Future<Void>> handler;
    private final Promise<Void> done = Promise.promise();
    private final ConsumerThread thread;

    private LogReader(
            Vertx vertx,
            LogSettings settings,
            Map<LogPartition, Long> from,
            Function<List<LoggedEvent>, Future<Void>> handler) {
        this.from = Map.copyOf(from);
        this.handler = handler;
        this.thread = new ConsumerThread(vertx, settings, "range", null, this::run);
    }

    /**
     * Reads from the given offsets to the end offsets as of this call.
     *
     * @param handler called on the caller's Vert.x context with up to 500 events, all of one
     *     partition, in order; the next batch waits until it completes
     * @return fails if the log cannot be read, or with what the handler failed with
     */
    public static Future<Void> readRange(
            Vertx vertx,
            LogSettings settings,
            Map<LogPartition, Long> from,
            Function<List<LoggedEvent>, Future<Void>> handler) {
        if (from.isEmpty()) {
            return Future.succeededFuture();
        }
        var reader = new LogReader(vertx, settings, from, handler);
        reader.thread.ended().onFailure(reader.done::tryFail);
        return reader.thread.start().compose(_ -> reader.done.future());
    }

    /** The next offset of every partition of the families' topics. */
    public static Future<Map<LogPartition, Long>> endOffsets(
            Vertx vertx, LogSettings settings, Set<EventFamily> families) {
        return vertx.executeBlocking(
                () -> {
                    try (var consumer = Clients.consumer(settings, "ends", null)) {
                        return named(consumer.endOffsets(Partitions.of(consumer, families)));
                    } catch (KafkaException e) {
                        throw new LogUnavailable("the end of the log cannot be found", e);
                    }
                },
                false);
    }

    private static Map<LogPartition, Long> named(Map<TopicPartition, Long> offsets) {
        var named = new TreeMap<LogPartition, Long>();
        offsets.forEach(
                (partition, offset) ->
                        named.put(
                                new LogPartition(partition.topic(), partition.partition()),
                                offset));
        return named;
    }

    private void run(KafkaConsumer<String, byte[]> consumer) throws InterruptedException {
        try {
            read(consumer);
            thread.complete(done, null);
        } catch (KafkaException e) {
            fail(new LogUnavailable("the log cannot be read", e));
        } catch (ExecutionException e) {
            fail(Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    private void fail(Throwable failure) {
        thread.complete(done, failure);
    }

    private void read(KafkaConsumer<String, byte[]> consumer)
            throws InterruptedException, ExecutionException {
        var partitions = from.keySet().stream().map(LogReader::topicPartition).toList();
        var ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        from.forEach((partition, offset) -> seek(consumer, topicPartition(partition), offset));
        while (!drop(consumer, ends).isEmpty()) {
            var records = consumer.poll(POLL);
            for (var partition : records.partitions()) {
                deliver(records.records(partition), end(ends, partition));
            }
        }
    }

    private static void seek(KafkaConsumer<?, ?> consumer, TopicPartition partition, long offset) {
        consumer.seek(partition, Partitions.readable(consumer, partition, offset));
    }

    /** Stops reading partitions that are at their end; answers those that are not. */
    private static Collection<TopicPartition> drop(
            KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        var unread =
                consumer.assignment().stream()
                        .filter(partition -> consumer.position(partition) < end(ends, partition))
                        .toList();
        if (unread.size() < consumer.assignment().size()) {
            consumer.assign(unread);
        }
        return unread;
    }

    private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
        return ends.getOrDefault(partition, 0L);
    }

    private void deliver(List<ConsumerRecord<String, byte[]>> records, long end)
            throws InterruptedException, ExecutionException {
        var events =
                records.stream()
                        .filter(record -> record.offset() < end)
                        .map(Records::logged)
                        .toList();
        if (!events.isEmpty()) {
            thread.await(() -> handler.apply(events));
        }
    }

    private static TopicPartition topicPartition(LogPartition partition) {
        return new TopicPartition(partition.topic(), partition.partition());
    }
}
