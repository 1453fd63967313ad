package dev.holdpoint.eventlog;

import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Appends to Kafka with every in-sync replica's acknowledgement.
 *
 * <p>A record is handed to the producer on the caller's own thread, because the producer is told
 * never to block: what would have to wait fails. Only while a topic's partitions are not known yet
 * does one thread wait for them and hand over, in the order of the calls. The answer comes back on
 * the caller's Vert.x context, within the delivery deadline.
 */
public final class KafkaEventAppender implements EventAppender, AutoCloseable {
    private static final int QUEUE = 16_384;
    private static final long PAUSE_MILLIS = 20;

    private final Vertx vertx;
    private final Duration deadline;
    private final KafkaProducer<String, byte[]> producer;
    private final ThreadPoolExecutor waiting;
    private final Set<String> knownTopics = ConcurrentHashMap.newKeySet();
    private final AtomicInteger parked = new AtomicInteger();
    private volatile boolean closed;

    public KafkaEventAppender(Vertx vertx, LogSettings settings) {
        this.vertx = vertx;
        this.deadline = settings.deliveryDeadline();
        this.producer = Clients.producer(settings);
        this.waiting =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(QUEUE),
                        Thread.ofPlatform().daemon().name("log-appender").factory());
        Thread.ofPlatform().daemon().name("log-metadata").start(this::prefetchMetadata);
    }

    @Override
    public Future<Position> append(Envelope<?> envelope) {
        return append(envelope, 0);
    }

    /**
     * Appends an event that comes from a decider's store.
     *
     * @param storeSequence its position there, by which readers know a redelivery; 0 for none
     */
    public Future<Position> append(Envelope<?> envelope, long storeSequence) {
        var answer = new Answer(vertx.getOrCreateContext(), Promise.promise(), deadline);
        try {
            var record = Records.of(envelope, storeSequence);
            if (parked.get() == 0 && knownTopics.contains(record.topic())) {
                send(record, answer);
            } else {
                park(record, answer);
            }
            return answer.promise().future();
        } catch (IllegalArgumentException unwritable) {
            return Future.failedFuture(unwritable);
        } catch (RejectedExecutionException e) {
            return Future.failedFuture(new LogUnavailable("the appender is full or closed", e));
        }
    }

    private void send(ProducerRecord<String, byte[]> record, Answer answer) {
        if (closed) {
            answer.complete(null, new LogUnavailable("the appender is closed", null));
            return;
        }
        try {
            var _ = producer.send(record, answer::complete);
        } catch (KafkaException | IllegalStateException e) {
            answer.complete(null, e);
        }
    }

    /** How long an append may wait for its topic's partitions to be known. */
    static Duration patience(Duration deadline) {
        return deadline.dividedBy(6);
    }

    private void park(ProducerRecord<String, byte[]> record, Answer answer) {
        long latest = System.nanoTime() + patience(deadline).toNanos();
        parked.incrementAndGet();
        try {
            waiting.execute(
                    () -> {
                        sendOnceKnown(record, latest, answer);
                        parked.decrementAndGet();
                    });
        } catch (RejectedExecutionException e) {
            parked.decrementAndGet();
            throw e;
        }
    }

    private void sendOnceKnown(ProducerRecord<String, byte[]> record, long latest, Answer answer) {
        if (known(record.topic(), latest)) {
            send(record, answer);
            knownTopics.add(record.topic());
        } else {
            answer.complete(null, new LogUnavailable("the log is too far behind", null));
        }
    }

    /** Whether the topic's partitions become known in time. */
    private boolean known(String topic, long latest) {
        while (!asked(topic)) {
            if (closed || System.nanoTime() - latest > 0) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
        }
        return System.nanoTime() - latest <= 0;
    }

    private boolean asked(String topic) {
        try {
            return !producer.partitionsFor(topic).isEmpty();
        } catch (KafkaException | IllegalStateException notYet) {
            return false;
        }
    }

    private void prefetchMetadata() {
        for (var family : EventFamily.values()) {
            var _ = asked(family.topic());
        }
    }

    /** Delivers what was handed over, then closes; waits for that unless on an event loop. */
    @Override
    public void close() {
        if (waiting.isShutdown()) {
            return;
        }
        waiting.execute(
                () -> {
                    closed = true;
                    producer.close(deadline);
                });
        waiting.shutdown();
        if (!Context.isOnEventLoopThread()) {
            awaitClosed();
        }
    }

    private void awaitClosed() {
        try {
            if (!waiting.awaitTermination(deadline.toMillis() * 2, TimeUnit.MILLISECONDS)) {
                throw new LogUnavailable("the appender did not close in time", null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Answer(Context context, Promise<Position> promise, Duration deadline) {
        void complete(@Nullable RecordMetadata written, @Nullable Exception failure) {
            context.runOnContext(
                    _ -> {
                        if (failure == null && written != null) {
                            promise.complete(
                                    new Position(
                                            written.topic(),
                                            written.partition(),
                                            written.offset()));
                        } else if (failure instanceof LogUnavailable) {
                            promise.fail(failure);
                        } else {
                            promise.fail(
                                    new LogUnavailable(
                                            "no acknowledgement within " + deadline, failure));
                        }
                    });
        }
    }
}
