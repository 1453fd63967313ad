package dev.holdpoint.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The real servers tests run against, once per JVM.
 *
 * <p>One switch, {@code -Dtestkit.mode=auto|docker|embedded}: auto takes containers where a Docker
 * engine's socket is, servers from Maven artifacts otherwise. Tests do not see the difference.
 */
public final class TestInfrastructure {
    private static final String MAINTENANCE = "postgres";
    private static @Nullable TestInfrastructure shared;

    private final Servers servers;
    private @Nullable TestBroker broker;

    private TestInfrastructure(Servers servers) {
        this.servers = servers;
    }

    /** This JVM's infrastructure; servers start when first asked for and end with the JVM. */
    public static synchronized TestInfrastructure shared() {
        if (shared == null) {
            var started =
                    new TestInfrastructure(
                            docker() ? new ContainerServers() : new EmbeddedServers());
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "testkit-shutdown"));
            shared = started;
        }
        return shared;
    }

    private static boolean docker() {
        var mode = System.getProperty("testkit.mode", "auto");
        return switch (mode) {
            case "docker" -> true;
            case "embedded" -> false;
            case "auto" ->
                    System.getenv("DOCKER_HOST") != null
                            || Files.exists(Path.of("/var/run/docker.sock"));
            default -> throw new IllegalArgumentException("testkit.mode=" + mode);
        };
    }

    /** The broker all tests of this JVM share; topics are fixed, so look at your own streams. */
    public synchronized String bootstrapServers() {
        if (broker == null) {
            broker = servers.startBroker();
        }
        return broker.bootstrapServers();
    }

    /** A broker for one test, for when it must be empty or be stopped; the caller closes it. */
    public TestBroker startBroker() {
        return servers.startBroker();
    }

    /** A new empty database. */
    public TestDatabase newDatabase() {
        var name = "t" + UUID.randomUUID().toString().replace("-", "");
        servers.database(MAINTENANCE).execute("CREATE DATABASE " + name);
        return servers.database(name);
    }

    private synchronized void close() {
        if (broker != null) {
            broker.close();
        }
        servers.close();
    }
}
