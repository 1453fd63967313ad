package dev.holdpoint.edge.app;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the edge listens and policy-service is heard of; says which part is missing. */
@Readiness
@ApplicationScoped
public class EdgeReadiness implements HealthCheck {
    private final EdgeLifecycle lifecycle;

    public EdgeReadiness(EdgeLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("edge");
        var missing = lifecycle.missing();
        return missing.isEmpty()
                ? answer.up().build()
                : answer.down().withData("missing", missing.get()).build();
    }
}
