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
 */
public record SessionAttributes(
        SessionId id,
        Principal principal,
        TargetName target,
        String protocol,
        String clientAddress,
        @Nullable String clientApplication,
        @Nullable Instant expiresAt) {}
