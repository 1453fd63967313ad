package dev.holdpoint.policy;

import dev.holdpoint.policy.revision.PolicyDesk;
import dev.holdpoint.policy.revision.Rulebooks;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts the service's parts in the background and stops them. */
@Singleton
public final class PolicyLifecycle {
    private final Vertx vertx;
    private final Pool pool;
    private final Rulebooks rulebooks;
    private final PolicyDesk desk;
    private final PolicySettings settings;
    private @Nullable PolicyParts parts;

    PolicyLifecycle(
            Vertx vertx,
            @ReactiveDataSource("policy") Pool pool,
            Rulebooks rulebooks,
            PolicyDesk desk,
            PolicySettings settings) {
        this.vertx = vertx;
        this.pool = pool;
        this.rulebooks = rulebooks;
        this.desk = desk;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        var started = new PolicyParts(vertx, pool, rulebooks, desk, settings);
        parts = started;
        started.start();
    }

    void stop(@Observes ShutdownEvent event) {
        if (parts != null) {
            parts.close();
        }
    }

    /** Where the documents are broken, if they are. */
    Optional<String> problem() {
        return Optional.ofNullable(parts).flatMap(PolicyParts::problem);
    }

    /** What is to be known about the revisions. */
    Optional<String> notice() {
        return Optional.ofNullable(parts).flatMap(PolicyParts::notice);
    }
}
