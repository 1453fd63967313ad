package dev.holdpoint.audit;

import dev.holdpoint.audit.recordings.Recordings;
import dev.holdpoint.audit.store.LedgerReader;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Starts the service's parts in the background and stops them. */
@Singleton
public final class AuditLifecycle {
    private final AuditParts parts;

    AuditLifecycle(Vertx vertx, @ReactiveDataSource("audit") Pool pool, AuditSettings settings) {
        this.parts = new AuditParts(vertx, pool, settings);
    }

    void start(@Observes StartupEvent event) {
        parts.start();
    }

    void stop(@Observes ShutdownEvent event) {
        parts.close();
    }

    boolean ready() {
        return parts.ready();
    }

    @Produces
    @Singleton
    static LedgerReader reader(@ReactiveDataSource("audit") Pool pool) {
        return new LedgerReader(pool);
    }

    @Produces
    @Singleton
    static Recordings recordings(@ReactiveDataSource("audit") Pool pool) {
        return new Recordings(pool, InstantSource.system());
    }
}
