package dev.holdpoint.eventlog;

import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.events.EventFamily;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Shares partitions out among all readers of one group; positions are the caller's own.
 *
 * <p>A partition is asked for its position when it is assigned and after each failed batch, and is
 * not read before the answer. A slow reader may overlap with its successor for a moment, so the
 * caller commits results and position together, comparing with the position it started from.
 */
public final class GroupReader implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(GroupReader.class.getName());
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration GATHER = Duration.ofMillis(10);
    private static final int WORTHWHILE = 100;

    private final List<String> topics;
    private final PositionSource positions;
    private final Function<List<LoggedEvent>, Future<Void>> batch;
    private final ConsumerThread thread;
    private final Set<TopicPartition> lost = new HashSet<>();
    private final BackOff backOff = new BackOff();

    private GroupReader(
            Vertx vertx,
            LogSettings settings,
            String group,
            Set<EventFamily> families,
            PositionSource positions,
            Function<List<LoggedEvent>, Future<Void>> batch) {
        this.topics = families.stream().map(EventFamily::topic).sorted().toList();
        this.positions = positions;
        this.batch = batch;
        this.thread = new ConsumerThread(vertx, settings, group, group, this::run);
    }

    /**
     * Joins the group.
     *
     * @param positions asked on the caller's Vert.x context
     * @param batch called there with up to 500 events, all of one partition, in order; the next
     *     batch waits until it completes. If it fails, the partition is read again from its
     *     position, after 200 ms to 5 s.
     * @return completes once the reader runs; partitions come when the group has settled
     */
    public static Future<GroupReader> start(
            Vertx vertx,
            LogSettings settings,
            String group,
            Set<EventFamily> families,
            PositionSource positions,
            Function<List<LoggedEvent>, Future<Void>> batch) {
        var reader = new GroupReader(vertx, settings, group, families, positions, batch);
        return reader.thread.start().map(reader);
    }

    private void run(KafkaConsumer<String, byte[]> consumer) throws InterruptedException {
        consumer.subscribe(topics, new Assignment(consumer));
        while (!thread.closing()) {
            turn(consumer);
        }
    }

    private void turn(KafkaConsumer<String, byte[]> consumer) throws InterruptedException {
        try {
            boolean whole = find(consumer);
            var records = consumer.poll(POLL);
            for (var partition : records.partitions()) {
                whole &= deliver(consumer, partition, records.records(partition));
            }
            if (!whole) {
                backOff.pause();
            } else {
                backOff.reset();
                gather(records.count());
            }
        } catch (InterruptException stop) {
            throw stop;
        } catch (KafkaException e) {
            LOG.log(WARNING, "the log cannot be read: topics=" + topics, e);
            backOff.pause();
        }
    }

    /**
     * Where events come one by one, a moment brings many of them for one question to the broker.
     */
    private static void gather(int read) throws InterruptedException {
        if (read > 0 && read < WORTHWHILE) {
            Thread.sleep(GATHER);
        }
    }

    /** Asks for the positions of partitions that have none; false if some were not to be had. */
    private boolean find(KafkaConsumer<String, byte[]> consumer) throws InterruptedException {
        for (var partition : List.copyOf(lost)) {
            try {
                long next =
                        thread.await(
                                () -> positions.next(partition.topic(), partition.partition()));
                consumer.seek(partition, Partitions.readable(consumer, partition, next));
                consumer.resume(List.of(partition));
                lost.remove(partition);
            } catch (ExecutionException e) {
                LOG.log(WARNING, "no position: partition=" + partition, e.getCause());
            }
        }
        return lost.isEmpty();
    }

    private boolean deliver(
            KafkaConsumer<String, byte[]> consumer,
            TopicPartition partition,
            List<ConsumerRecord<String, byte[]>> records)
            throws InterruptedException {
        try {
            var events = records.stream().map(Records::logged).toList();
            thread.await(() -> batch.apply(events));
            return true;
        } catch (ExecutionException e) {
            LOG.log(WARNING, "batch not taken: partition=" + partition, e.getCause());
            lose(consumer, partition);
            return false;
        }
    }

    private void lose(KafkaConsumer<String, byte[]> consumer, TopicPartition partition) {
        consumer.pause(List.of(partition));
        lost.add(partition);
    }

    /** Stops and leaves the group; completes once no batch will be offered any more. */
    public Future<Void> stop() {
        return thread.close();
    }

    @Override
    public void close() {
        stop();
    }

    private final class Assignment implements ConsumerRebalanceListener {
        private final KafkaConsumer<String, byte[]> consumer;

        Assignment(KafkaConsumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            for (var partition : partitions) {
                consumer.seek(partition, 0);
                lose(consumer, partition);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            lost.removeAll(partitions);
        }
    }
}
