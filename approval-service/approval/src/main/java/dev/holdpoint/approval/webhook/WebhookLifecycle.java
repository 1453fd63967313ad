package dev.holdpoint.approval.webhook;

import dev.holdpoint.approval.ApprovalParts;
import dev.holdpoint.approval.ApprovalSettings;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Starts what tells endpoints of changes of holds, and stops it. */
@Singleton
public final class WebhookLifecycle {
    private final Webhooks webhooks;
    private final WebhookDesk desk;
    private final short replicationFactor;

    WebhookLifecycle(
            Vertx vertx,
            @ReactiveDataSource("approval") Pool pool,
            ApprovalSettings approval,
            WebhookSettings settings,
            Courier.Others others) {
        var endpoints = Endpoints.of(settings.endpoints());
        this.webhooks =
                new Webhooks(vertx, pool, ApprovalParts.SCHEMA, approval.log(), endpoints, others);
        this.desk = new WebhookDesk(new Outbox(pool, ApprovalParts.SCHEMA), endpoints, others);
        this.replicationFactor = approval.replicationFactor();
    }

    void start(@Observes StartupEvent event) {
        webhooks.start(replicationFactor);
    }

    void stop(@Observes ShutdownEvent event) {
        webhooks.close();
    }

    /** What administrators are told and may do. */
    public WebhookDesk desk() {
        return desk;
    }
}
