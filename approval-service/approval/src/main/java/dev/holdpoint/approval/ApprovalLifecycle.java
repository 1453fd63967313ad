package dev.holdpoint.approval;

import dev.holdpoint.approval.inbox.HoldDesk;
import dev.holdpoint.approval.inbox.Memberships;
import dev.holdpoint.approval.request.AccessDesk;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Starts the service's parts in the background and stops them. */
@Singleton
public final class ApprovalLifecycle {
    private final ApprovalParts parts;

    ApprovalLifecycle(
            Vertx vertx,
            @ReactiveDataSource("approval") Pool pool,
            HoldDesk desk,
            AccessDesk access,
            Memberships memberships,
            ApprovalSettings settings) {
        this.parts = new ApprovalParts(vertx, pool, desk, access, memberships, settings);
    }

    void start(@Observes StartupEvent event) {
        parts.start();
    }

    void stop(@Observes ShutdownEvent event) {
        parts.close();
    }

    boolean running() {
        return parts.running();
    }
}
