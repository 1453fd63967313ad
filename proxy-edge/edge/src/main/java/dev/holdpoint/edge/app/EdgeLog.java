package dev.holdpoint.edge.app;

import dev.holdpoint.eventlog.LogSettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The log as the edge uses it. */
@Singleton
final class EdgeLog {
    /** How long an outcome may take; what must be faster gives up by itself. */
    private static final Duration OUTCOME_DEADLINE = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private final short replicationFactor;

    EdgeLog(
            @ConfigProperty(name = "holdpoint.kafka.bootstrap-servers") String bootstrapServers,
            @ConfigProperty(name = "holdpoint.kafka.replication-factor") short replicationFactor) {
        this.bootstrapServers = bootstrapServers;
        this.replicationFactor = replicationFactor;
    }

    LogSettings settings(String clientId) {
        return new LogSettings(
                bootstrapServers, clientId, OUTCOME_DEADLINE, Map.of("request.timeout.ms", "5000"));
    }

    short replicationFactor() {
        return replicationFactor;
    }
}
