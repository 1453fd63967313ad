package dev.holdpoint.testkit;

/** A way to run real servers. */
sealed interface Servers extends AutoCloseable permits EmbeddedServers, ContainerServers {
    TestBroker startBroker();

    /** An address of the one PostgreSQL server, for the database named. */
    TestDatabase database(String name);

    @Override
    void close();
}
