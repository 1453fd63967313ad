package dev.holdpoint.testkit;

import dev.holdpoint.embedded.EmbeddedBroker;
import dev.holdpoint.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Servers from Maven artifacts, in and beside this JVM, in a temporary directory. */
final class EmbeddedServers implements Servers {
    private final Path directory = temporary();
    private final AtomicInteger brokers = new AtomicInteger();
    private final Set<EmbeddedBroker> running = ConcurrentHashMap.newKeySet();
    private @Nullable EmbeddedPostgres postgres;

    @Override
    public TestBroker startBroker() {
        var broker =
                EmbeddedBroker.start(directory.resolve("kafka-" + brokers.incrementAndGet()), 0);
        running.add(broker);
        return new TestBroker() {
            @Override
            public String bootstrapServers() {
                return broker.bootstrapServers();
            }

            @Override
            public void close() {
                if (running.remove(broker)) {
                    broker.close();
                }
            }
        };
    }

    @Override
    public synchronized TestDatabase database(String name) {
        if (postgres == null) {
            postgres =
                    EmbeddedPostgres.start(
                            directory.resolve("postgres"),
                            0,
                            EmbeddedPostgres.Settings.throwAway());
        }
        return new TestDatabase(
                postgres.host(), postgres.port(), name, postgres.user(), postgres.password());
    }

    @Override
    public synchronized void close() {
        running.forEach(
                EmbeddedBroker::close); // one whose files vanish ends the JVM, with an error
        if (postgres != null) {
            postgres.close();
        }
        try (var files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException leftForTheSystem) {
            directory.toFile().deleteOnExit();
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("holdpoint-testkit");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
