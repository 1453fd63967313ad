package dev.holdpoint.edge.session;

import dev.holdpoint.events.Principal;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.TargetName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is fixed about a session once its client is authenticated.
 *
 * @param protocol for example {@code postgres}
 * @param expiresAt when the client's credential ends, and the session with it
 * @param replication what it may have streamed to it
 */
public record SessionAttributes(
        SessionId id,
        Principal principal,
        TargetName target,
        String protocol,
        String clientAddress,
        @Nullable String clientApplication,
        @Nullable Instant expiresAt,
        Replication replication) {
    private static final int COLONS_OF_IPV6_AND_PORT = 8;

    /** Of a session that runs statements. */
    public SessionAttributes(
            SessionId id,
            Principal principal,
            TargetName target,
            String protocol,
            String clientAddress,
            @Nullable String clientApplication,
            @Nullable Instant expiresAt) {
        this(
                id,
                principal,
                target,
                protocol,
                clientAddress,
                clientApplication,
                expiresAt,
                Replication.NONE);
    }

    /** The client's address without its port, as policy sees it. */
    public String clientHost() {
        long colons = clientAddress.chars().filter(c -> c == ':').count();
        return colons == 1 || colons == COLONS_OF_IPV6_AND_PORT
                ? clientAddress.substring(0, clientAddress.lastIndexOf(':'))
                : clientAddress;
    }
}
