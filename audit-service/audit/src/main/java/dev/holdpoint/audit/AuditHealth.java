package dev.holdpoint.audit;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once tables, topics, ledger and projections are there. */
@Readiness
@Singleton
final class AuditHealth implements HealthCheck {
    private final AuditLifecycle lifecycle;

    AuditHealth(AuditLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("audit").status(lifecycle.ready()).build();
    }
}
