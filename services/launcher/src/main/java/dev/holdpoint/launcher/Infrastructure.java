package dev.holdpoint.launcher;

import dev.holdpoint.embedded.EmbeddedBroker;
import dev.holdpoint.embedded.EmbeddedOidc;
import dev.holdpoint.embedded.EmbeddedPostgres;
import dev.holdpoint.embedded.EmbeddedPostgres.Settings;
import dev.holdpoint.launcher.database.DemoTarget;
import dev.holdpoint.launcher.database.ServicesDatabase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Kafka, the two PostgreSQL servers and the issuer: everything the services only connect to. */
final class Infrastructure {
    private final StateDir state;
    private final PortPlan ports;
    private final Stopping stopping;
    private final Progress progress;

    Infrastructure(StateDir state, PortPlan ports, Stopping stopping, Progress progress) {
        this.state = state;
        this.ports = ports;
        this.stopping = stopping;
        this.progress = progress;
    }

    /** Starts all parts side by side and returns when each answers. */
    void start() throws InterruptedException {
        List<Callable<Void>> parts = List.of(this::kafka, this::postgres, this::target, this::oidc);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var part : threads.invokeAll(parts)) {
                part.get();
            }
        } catch (ExecutionException e) {
            throw new LaunchFailure(String.valueOf(e.getCause()), e.getCause());
        }
    }

    private Void kafka() {
        var flush = Map.of("log.flush.interval.messages", flushInterval());
        var broker = EmbeddedBroker.start(state.kafka(), ports.kafka, flush);
        stopping.register("Kafka", broker::close);
        progress.ready("Kafka", "localhost:" + broker.port());
        return null;
    }

    private static String flushInterval() {
        return System.getenv().getOrDefault("HOLDPOINT_KAFKA_FLUSH_MESSAGES", "1");
    }

    private Void postgres() throws Exception {
        var settings = Settings.defaults().with("max_connections", "200");
        var server = EmbeddedPostgres.start(state.postgres(), ports.postgres, settings);
        stopping.register("PostgreSQL", server::close, server::running);
        ServicesDatabase.prepare(server, state.secret("services"));
        progress.ready("PostgreSQL", "localhost:" + server.port());
        return null;
    }

    private Void target() throws Exception {
        var settings = Settings.defaults().with("log_statement", "all");
        var server = EmbeddedPostgres.start(state.target(), ports.target, settings);
        stopping.register("demo target", server::close, server::running);
        var lacking = DemoTarget.prepare(server, state.secret(DemoTarget.SECRET));
        progress.ready("demo target payments", "localhost:" + server.port());
        lacking.ifPresent(this::tell);
        return null;
    }

    private void tell(String lacking) {
        progress.say(
                "  demo target payments is not as the demo needs it: %s (up --fresh starts empty)"
                        .formatted(lacking));
    }

    private Void oidc() {
        var oidc = EmbeddedOidc.start(state.oidc(), ports.oidc);
        stopping.register("OIDC issuer", oidc::close);
        progress.ready("OIDC issuer", oidc.issuer());
        return null;
    }
}
