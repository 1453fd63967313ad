package dev.holdpoint.approval;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once holds are taken in from the log and can be voted on. */
@Readiness
@Singleton
public final class ApprovalReadiness implements HealthCheck {
    private final ApprovalLifecycle lifecycle;

    ApprovalReadiness(ApprovalLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("approval").status(lifecycle.running()).build();
    }
}
