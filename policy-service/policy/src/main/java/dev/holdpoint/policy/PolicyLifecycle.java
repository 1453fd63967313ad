package dev.holdpoint.policy;

import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.Finding;
import dev.holdpoint.policy.revision.PolicyDesk;
import dev.holdpoint.policy.revision.Rulebooks;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts the service's parts in the background and stops them. */
@Singleton
public final class PolicyLifecycle {
    private final Vertx vertx;
    private final Pool pool;
    private final Rulebooks rulebooks;
    private final PolicyDesk desk;
    private final DocumentReader reader;
    private final PolicySettings settings;
    private @Nullable PolicyParts parts;

    PolicyLifecycle(
            Vertx vertx,
            @ReactiveDataSource("policy") Pool pool,
            Rulebooks rulebooks,
            PolicyDesk desk,
            DocumentReader reader,
            PolicySettings settings) {
        this.vertx = vertx;
        this.pool = pool;
        this.rulebooks = rulebooks;
        this.desk = desk;
        this.reader = reader;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        var started = new PolicyParts(vertx, pool, rulebooks, desk, reader, settings);
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

    /** Which targets documents name that are not there. */
    List<Finding> absentTargets() {
        return Optional.ofNullable(parts).map(PolicyParts::absentTargets).orElse(List.of());
    }

    /** Whether all that is missing is that a person activates policies for the first time. */
    boolean awaitsPerson() {
        return Optional.ofNullable(parts).map(PolicyParts::awaitsPerson).orElse(false);
    }

    /** What is to be known about the revisions. */
    Optional<String> notice() {
        return Optional.ofNullable(parts).flatMap(PolicyParts::notice);
    }
}
