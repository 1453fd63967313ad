package dev.holdpoint.testkit;

import org.jspecify.annotations.Nullable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Servers in containers; Testcontainers removes what this JVM leaves. */
final class ContainerServers implements Servers {
    private static final String KAFKA = "apache/kafka:4.1.1";
    private static final String POSTGRES = "postgres:18";

    private @Nullable PostgreSQLContainer postgres;

    @Override
    public TestBroker startBroker() {
        var container = new KafkaContainer(KAFKA);
        container.start();
        return new TestBroker() {
            @Override
            public String bootstrapServers() {
                return container.getBootstrapServers();
            }

            @Override
            public void close() {
                container.stop();
            }
        };
    }

    @Override
    public synchronized TestDatabase database(String name) {
        if (postgres == null) {
            postgres = new PostgreSQLContainer(POSTGRES);
            postgres.start();
        }
        return new TestDatabase(
                postgres.getHost(),
                postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                name,
                postgres.getUsername(),
                postgres.getPassword());
    }

    @Override
    public synchronized void close() {
        if (postgres != null) {
            postgres.stop();
        }
    }
}
