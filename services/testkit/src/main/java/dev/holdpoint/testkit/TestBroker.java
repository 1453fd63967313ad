package dev.holdpoint.testkit;

/** A real Kafka broker for tests; closing it is pulling its plug. */
public interface TestBroker extends AutoCloseable {
    String bootstrapServers();

    @Override
    void close();
}
