package dev.holdpoint.review;

import dev.holdpoint.eventlog.LogSettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The service's configuration. */
@Singleton
public final class ReviewSettings {
    /** The PostgreSQL schema. */
    public static final String SCHEMA = "review";

    private static final Duration DELIVERY_DEADLINE = Duration.ofSeconds(3);

    private final LogSettings log;
    private final short replicationFactor;

    ReviewSettings(
            @ConfigProperty(name = "holdpoint.kafka.bootstrap-servers") String bootstrapServers,
            @ConfigProperty(name = "holdpoint.kafka.replication-factor") short replicationFactor) {
        this.log = new LogSettings(bootstrapServers, "review-service", DELIVERY_DEADLINE, Map.of());
        this.replicationFactor = replicationFactor;
    }

    public LogSettings log() {
        return log;
    }

    short replicationFactor() {
        return replicationFactor;
    }
}
