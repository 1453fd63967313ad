package dev.holdpoint.review;

import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready once the read model follows the log. */
@Readiness
@Singleton
public final class ReviewReadiness implements HealthCheck {
    private final ReviewLifecycle lifecycle;

    ReviewReadiness(ReviewLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("review").status(lifecycle.running()).build();
    }
}
