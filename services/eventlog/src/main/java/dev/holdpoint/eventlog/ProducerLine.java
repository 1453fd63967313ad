package dev.holdpoint.eventlog;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** One producer with the topics whose partitions it knows, until order demands that it is cut. */
final class ProducerLine {
    private static final System.Logger LOG = System.getLogger(ProducerLine.class.getName());

    private final KafkaProducer<String, byte[]> producer;
    private final Runnable whenCut;
    private final Pace pace = new Pace();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean cut = new AtomicBoolean();

    /**
     * @param whenCut called once, on the producer's thread, if the line was cut
     */
    ProducerLine(KafkaProducer<String, byte[]> producer, Runnable whenCut) {
        this.producer = producer;
        this.whenCut = whenCut;
    }

    boolean knows(String topic) {
        return known.contains(topic);
    }

    void learnt(String topic) {
        known.add(topic);
    }

    /** Asks for a topic's partitions without waiting; false while they are not known. */
    boolean asked(String topic) {
        try {
            return !producer.partitionsFor(topic).isEmpty();
        } catch (KafkaException | IllegalStateException notYet) {
            return false;
        }
    }

    void send(ProducerRecord<String, byte[]> record, Delivery delivery) {
        if (!delivery.order().handOver(() -> produce(record, delivery))) {
            delivery.refused(
                    new LogUnavailable("an earlier event of the stream was not taken", null));
        }
    }

    private void produce(ProducerRecord<String, byte[]> record, Delivery delivery) {
        try {
            pace.handedOver(delivery.order());
            var _ = producer.send(record, (written, failure) -> done(delivery, written, failure));
        } catch (KafkaException | IllegalStateException e) {
            done(delivery, null, e);
        }
    }

    private void done(
            Delivery delivery, @Nullable RecordMetadata written, @Nullable Exception failure) {
        if (failure == null && written != null) {
            delivery.landed(written);
            pace.arrived();
            return;
        }
        pace.failed();
        if (delivery.failed(failure)) {
            cut();
        }
    }

    /**
     * Lets nothing more leave. A failure is told on the thread that sends, one request at a time,
     * so what was behind the failed record has not left yet.
     */
    private void cut() {
        if (cut.compareAndSet(false, true)) {
            try {
                producer.close(Duration.ZERO);
            } finally {
                whenCut.run();
            }
        }
    }

    /** Returns once a line that was cut has told of everything that was under way. Blocks. */
    void awaitEnd() {
        try {
            producer.close(Duration.ZERO);
        } catch (KafkaException e) {
            LOG.log(System.Logger.Level.WARNING, "not closed cleanly: cause=" + e);
        }
    }

    /** Delivers what was handed over, then closes. Blocks. */
    void close(Duration patience) {
        producer.close(patience);
    }
}
