package dev.holdpoint.approval;

import dev.holdpoint.approval.hold.People;
import dev.holdpoint.approval.inbox.OpenLimits;
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

    /** A day until the release, and a day for the ticket. */
    private static final Duration LONGEST_HOLD = Duration.ofDays(2);

    private final LogSettings log;
    private final short replicationFactor;
    private final OpenLimits openLimits;
    private final Duration membershipsKeptFor;
    private final People people;

    ApprovalSettings(
            @ConfigProperty(name = "holdpoint.kafka.bootstrap-servers") String bootstrapServers,
            @ConfigProperty(name = "holdpoint.kafka.replication-factor") short replicationFactor,
            @ConfigProperty(name = "holdpoint.approval.open-holds-per-requester")
                    int openHoldsPerRequester,
            @ConfigProperty(name = "holdpoint.approval.open-holds") int openHolds,
            @ConfigProperty(name = "holdpoint.approval.memberships-kept-for")
                    Duration membershipsKeptFor,
            @ConfigProperty(name = "holdpoint.approval.people-file") Optional<String> peopleFile) {
        this.log =
                new LogSettings(bootstrapServers, "approval-service", DELIVERY_DEADLINE, Map.of());
        this.replicationFactor = replicationFactor;
        this.openLimits = new OpenLimits(openHoldsPerRequester, openHolds);
        this.membershipsKeptFor = atLeast(LONGEST_HOLD, membershipsKeptFor);
        this.people = peopleFile.map(Path::of).map(PeopleFile::read).orElse(People.UNLINKED);
    }

    public LogSettings log() {
        return log;
    }

    public short replicationFactor() {
        return replicationFactor;
    }

    private static Duration atLeast(Duration least, Duration keptFor) {
        if (keptFor.compareTo(least) < 0) {
            throw new IllegalArgumentException(
                    "holdpoint.approval.memberships-kept-for is %s: what approvers' tokens say is kept"
                                    .formatted(keptFor)
                            + " for as long as holds and their tickets live, at least "
                            + least);
        }
        return keptFor;
    }

    Duration membershipsKeptFor() {
        return membershipsKeptFor;
    }

    People people() {
        return people;
    }

    OpenLimits openLimits() {
        return openLimits;
    }
}
