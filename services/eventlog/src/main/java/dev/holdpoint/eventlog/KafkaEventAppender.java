package dev.holdpoint.eventlog;

import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Appends to Kafka with every in-sync replica's acknowledgement.
 *
 * <p>A record is handed to the producer on the caller's own thread, because the producer is told
 * never to block: what would have to wait fails. Only while a topic's partitions are not known yet
 * does one thread wait for them and hand over, in the order of the calls. The answer comes back on
 * the caller's Vert.x context, within the delivery deadline.
 */
public final class KafkaEventAppender implements EventAppender, AutoCloseable {
    /** The most that an event's value may have: what the log takes, less room for its headers. */
    public static final int MAX_EVENT_BYTES = Clients.MAX_RECORD_BYTES - 128 * 1024;

    private static final System.Logger LOG = System.getLogger(KafkaEventAppender.class.getName());
    private static final int QUEUE = 16_384;
    private static final long PAUSE_MILLIS = 20;
    private static final long AGAIN_MILLIS = 1_000;

    private final Vertx vertx;
    private final Supplier<KafkaProducer<String, byte[]>> producers;
    private final Duration deadline;
    private final ThreadPoolExecutor waiting;
    private final AtomicInteger parked = new AtomicInteger();
    private volatile ProducerLine line;
    private volatile boolean closed;

    /** Opens the first producer; throws if the settings allow none. */
    public KafkaEventAppender(Vertx vertx, LogSettings settings) {
        this(vertx, settings, () -> Clients.producer(settings));
    }

    /**
     * @param producers makes a producer, now and whenever one was cut
     */
    KafkaEventAppender(
            Vertx vertx, LogSettings settings, Supplier<KafkaProducer<String, byte[]>> producers) {
        this.vertx = vertx;
        this.producers = producers;
        this.deadline = settings.deliveryDeadline();
        this.line = open();
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

    private ProducerLine open() {
        return new ProducerLine(producers.get(), this::openAgain);
    }

    @Override
    public Future<Position> append(Envelope<?> envelope, StreamOrder order) {
        return append(envelope, 0, order);
    }

    /**
     * Appends an event that comes from a decider's store.
     *
     * @param storeSequence its position there, by which readers know a redelivery; 0 for none
     */
    public Future<Position> append(Envelope<?> envelope, long storeSequence) {
        return append(envelope, storeSequence, new StreamOrder());
    }

    private Future<Position> append(Envelope<?> envelope, long storeSequence, StreamOrder order) {
        var delivery = new Delivery(vertx.getOrCreateContext(), deadline, order);
        try {
            var record = Records.of(envelope, storeSequence);
            var open = line;
            if (parked.get() == 0 && open.knows(record.topic())) {
                send(open, record, delivery);
            } else {
                park(record, delivery);
            }
            return delivery.future();
        } catch (IllegalArgumentException unwritable) {
            order.breakOff();
            return Future.failedFuture(unwritable);
        } catch (RejectedExecutionException e) {
            order.breakOff();
            return Future.failedFuture(new LogUnavailable("the appender is full or closed", e));
        }
    }

    private void send(ProducerLine open, ProducerRecord<String, byte[]> record, Delivery delivery) {
        if (closed) {
            delivery.refused(new LogUnavailable("the appender is closed", null));
        } else {
            open.send(record, delivery);
        }
    }

    /** How long an append may wait for its topic's partitions to be known. */
    static Duration patience(Duration deadline) {
        return deadline.dividedBy(6);
    }

    private void park(ProducerRecord<String, byte[]> record, Delivery delivery) {
        long latest = System.nanoTime() + patience(deadline).toNanos();
        parked.incrementAndGet();
        try {
            waiting.execute(
                    () -> {
                        sendOnceKnown(record, latest, delivery);
                        parked.decrementAndGet();
                    });
        } catch (RejectedExecutionException e) {
            parked.decrementAndGet();
            throw e;
        }
    }

    private void sendOnceKnown(
            ProducerRecord<String, byte[]> record, long latest, Delivery delivery) {
        var open = line;
        while (!open.asked(record.topic())) {
            if (closed || System.nanoTime() - latest > 0) {
                tooLate(delivery);
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
            open = line;
        }
        if (System.nanoTime() - latest > 0) {
            tooLate(delivery);
        } else {
            send(open, record, delivery);
            open.learnt(record.topic());
        }
    }

    private static void tooLate(Delivery delivery) {
        var why = new LogUnavailable("the log is too far behind", null);
        delivery.order().breakOff();
        delivery.refused(why);
    }

    private void prefetchMetadata() {
        for (var family : EventFamily.values()) {
            var _ = line.asked(family.topic());
        }
    }

    private void openAgain() {
        LOG.log(
                System.Logger.Level.WARNING,
                "the log did not take an event others were under way behind:"
                        + " all that was under way has failed, a new producer is opened");
        Thread.ofPlatform().daemon().name("log-producer").start(this::reopen);
    }

    /** Not before everything has failed that was under way: it may have followers waiting. */
    private void reopen() {
        line.awaitEnd();
        while (!closed) {
            try {
                var fresh = open();
                line = fresh;
                prefetchMetadata();
                if (closed) {
                    fresh.close(deadline);
                }
                return;
            } catch (KafkaException e) {
                LOG.log(System.Logger.Level.WARNING, "no new producer yet: cause=" + e);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(AGAIN_MILLIS));
            }
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
                    line.close(deadline);
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
}
