package dev.holdpoint.audit;

import dev.holdpoint.audit.checkpoint.CheckpointPace;
import dev.holdpoint.eventlog.LogSettings;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The service's configuration. */
@Singleton
final class AuditSettings {
    private static final Duration DELIVERY_DEADLINE = Duration.ofSeconds(3);

    private final String origin;
    private final CheckpointPace pace;
    private final Duration recordingsRetention;
    private final Path stateDir;
    private final LogSettings log;
    private final short replicationFactor;

    AuditSettings(
            @ConfigProperty(name = "holdpoint.audit.origin") String origin,
            @ConfigProperty(name = "holdpoint.audit.checkpoint-interval") Duration interval,
            @ConfigProperty(name = "holdpoint.audit.checkpoint-entries") long entries,
            @ConfigProperty(name = "holdpoint.audit.recordings-retention")
                    Duration recordingsRetention,
            @ConfigProperty(name = "holdpoint.state-dir") Path stateDir,
            @ConfigProperty(name = "holdpoint.kafka.bootstrap-servers") String bootstrapServers,
            @ConfigProperty(name = "holdpoint.kafka.replication-factor") short replicationFactor) {
        this.origin = origin;
        this.pace = new CheckpointPace(interval, entries);
        this.recordingsRetention = recordingsRetention;
        this.stateDir = stateDir;
        this.replicationFactor = replicationFactor;
        this.log = new LogSettings(bootstrapServers, "audit-service", DELIVERY_DEADLINE, Map.of());
    }

    String origin() {
        return origin;
    }

    CheckpointPace pace() {
        return pace;
    }

    Duration recordingsRetention() {
        return recordingsRetention;
    }

    Path stateDir() {
        return stateDir;
    }

    LogSettings log() {
        return log;
    }

    short replicationFactor() {
        return replicationFactor;
    }
}
