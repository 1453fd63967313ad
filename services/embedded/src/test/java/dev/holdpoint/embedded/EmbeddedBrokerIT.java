package dev.holdpoint.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    @TempDir Path dir;

    @Test
    void records_survive_a_restart_on_another_port() throws Exception {
        try (var broker = EmbeddedBroker.start(dir, 0)) {
            produce(broker, "before");
        }
        try (var broker =
                EmbeddedBroker.start(dir, 0, Map.of("log.flush.interval.messages", "1"))) {
            assertThat(consume(broker)).isEqualTo("before");
        }
    }

    private static void produce(EmbeddedBroker broker, String text) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var admin = Admin.create(config)) {
            admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
        }
        try (var producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("t", text)).get();
        }
    }

    private static String consume(EmbeddedBroker broker) {
        Map<String, Object> config = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("t", 0)));
            consumer.seekToBeginning(consumer.assignment());
            return consumer.poll(Duration.ofSeconds(20)).iterator().next().value();
        }
    }
}
