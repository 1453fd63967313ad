package dev.holdpoint.eventlog;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.json.UnreadableEvent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Everything appended from now on, to one handler, one event at a time.
 *
 * <p>Each partition's events come in order. An event whose handler fails is offered again, with a
 * growing pause, until it is taken; one that cannot be read is logged and passed over.
 */
public final class EventTail implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EventTail.class.getName());
    private static final Duration POLL = Duration.ofMillis(500);

    private final Set<EventFamily> families;
    private final Function<LoggedEvent, Future<Void>> handler;
    private final Promise<EventTail> positioned = Promise.promise();
    private final ConsumerThread thread;
    private final BackOff backOff = new BackOff();

    private EventTail(
            Vertx vertx,
            LogSettings settings,
            Set<EventFamily> families,
            Function<LoggedEvent, Future<Void>> handler) {
        this.families = Set.copyOf(families);
        this.handler = handler;
        this.thread = new ConsumerThread(vertx, settings, "tail", null, this::run);
    }

    /**
     * Starts after the last event of every partition.
     *
     * @param handler called on the caller's Vert.x context
     * @return completes once positioned: what is appended after that will be seen
     */
    public static Future<EventTail> fromEnd(
            Vertx vertx,
            LogSettings settings,
            Set<EventFamily> families,
            Function<LoggedEvent, Future<Void>> handler) {
        var tail = new EventTail(vertx, settings, families, handler);
        tail.thread.ended().onFailure(tail.positioned::tryFail);
        return tail.thread.start().compose(_ -> tail.positioned.future());
    }

    private void run(KafkaConsumer<String, byte[]> consumer) throws InterruptedException {
        try {
            seekToEnd(consumer);
        } catch (KafkaException e) {
            var failure = new LogUnavailable("the end of the log cannot be found", e);
            thread.context().runOnContext(_ -> positioned.tryFail(failure));
            return;
        }
        thread.context().runOnContext(_ -> positioned.tryComplete(this));
        while (!thread.closing()) {
            poll(consumer);
        }
    }

    private void seekToEnd(KafkaConsumer<String, byte[]> consumer) {
        var partitions = Partitions.of(consumer, families);
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
    }

    private void poll(KafkaConsumer<String, byte[]> consumer) throws InterruptedException {
        try {
            for (var record : consumer.poll(POLL)) {
                deliver(Records.logged(record));
            }
        } catch (InterruptException stop) {
            throw stop;
        } catch (KafkaException e) {
            LOG.log(WARNING, "the log cannot be read: topics=" + topics(consumer.assignment()), e);
            backOff.pause();
        }
    }

    private void deliver(LoggedEvent event) throws InterruptedException {
        while (!delivered(event)) {
            backOff.pause();
        }
        backOff.reset();
    }

    private boolean delivered(LoggedEvent event) throws InterruptedException {
        try {
            thread.await(() -> handler.apply(event));
            return true;
        } catch (ExecutionException e) {
            boolean unreadable = e.getCause() instanceof UnreadableEvent;
            LOG.log(
                    ERROR,
                    "event not taken: position=" + event.position() + " passedOver=" + unreadable,
                    e.getCause());
            return unreadable;
        }
    }

    private static String topics(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .map(TopicPartition::topic)
                .distinct()
                .sorted()
                .toList()
                .toString();
    }

    /** Stops reading; completes once the handler will not be called again. */
    public Future<Void> stop() {
        return thread.close();
    }

    @Override
    public void close() {
        stop();
    }
}
