package dev.holdpoint.approval;

import dev.holdpoint.approval.hold.People;
import dev.holdpoint.eventlog.LogSettings;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The service's configuration. */
@Singleton
public final class ApprovalSettings {
    private static final Duration DELIVERY_DEADLINE = Duration.ofSeconds(3);

    private final LogSettings log;
    private final short replicationFactor;
    private final int openHoldsPerRequester;
    private final People people;

    ApprovalSettings(
            @ConfigProperty(name = "holdpoint.kafka.bootstrap-servers") String bootstrapServers,
            @ConfigProperty(name = "holdpoint.kafka.replication-factor") short replicationFactor,
            @ConfigProperty(name = "holdpoint.approval.open-holds-per-requester")
                    int openHoldsPerRequester,
            @ConfigProperty(name = "holdpoint.approval.people-file") Optional<String> peopleFile) {
        this.log =
                new LogSettings(bootstrapServers, "approval-service", DELIVERY_DEADLINE, Map.of());
        this.replicationFactor = replicationFactor;
        this.openHoldsPerRequester = openHoldsPerRequester;
        this.people = peopleFile.map(Path::of).map(PeopleFile::read).orElse(People.UNLINKED);
    }

    public LogSettings log() {
        return log;
    }

    short replicationFactor() {
        return replicationFactor;
    }

    People people() {
        return people;
    }

    int openHoldsPerRequester() {
        return openHoldsPerRequester;
    }
}
