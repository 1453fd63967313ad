package dev.holdpoint.policy;

import dev.holdpoint.eventlog.LogSettings;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The service's configuration. */
@Singleton
final class PolicySettings {
    private static final Duration DELIVERY_DEADLINE = Duration.ofSeconds(3);

    private final Path documents;
    private final Duration checkEvery;
    private final boolean fourEyes;
    private final boolean vouchForUnsigned;
    private final LogSettings log;
    private final short replicationFactor;

    PolicySettings(
            @ConfigProperty(name = "holdpoint.policy.documents") Path documents,
            @ConfigProperty(name = "holdpoint.policy.check-every") Duration checkEvery,
            @ConfigProperty(name = "holdpoint.policy.four-eyes") boolean fourEyes,
            @ConfigProperty(name = "holdpoint.policy.vouch-for-unsigned") boolean vouchForUnsigned,
            @ConfigProperty(name = "holdpoint.kafka.bootstrap-servers") String bootstrapServers,
            @ConfigProperty(name = "holdpoint.kafka.replication-factor") short replicationFactor) {
        this.documents = documents;
        this.checkEvery = checkEvery;
        this.fourEyes = fourEyes;
        this.vouchForUnsigned = vouchForUnsigned;
        this.replicationFactor = replicationFactor;
        this.log = new LogSettings(bootstrapServers, "policy-service", DELIVERY_DEADLINE, Map.of());
    }

    Path documents() {
        return documents;
    }

    Duration checkEvery() {
        return checkEvery;
    }

    boolean fourEyes() {
        return fourEyes;
    }

    boolean vouchForUnsigned() {
        return vouchForUnsigned;
    }

    LogSettings log() {
        return log;
    }

    short replicationFactor() {
        return replicationFactor;
    }
}
