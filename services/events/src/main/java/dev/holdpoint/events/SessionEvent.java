package dev.holdpoint.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The life of a session, written by the edge that owns it. */
public sealed interface SessionEvent extends HoldpointEvent {
    SessionId session();

    /** The client is authenticated, a grant is live, the target answered; commands may follow. */
    record SessionOpened(
            SessionId session,
            Principal principal,
            TargetName target,
            String protocol,
            String edge,
            String clientAddress,
            @Nullable String clientApplication,
            List<GrantId> grants,
            @Nullable Instant credentialExpiresAt)
            implements SessionEvent {
        public SessionOpened {
            grants = List.copyOf(grants);
        }
    }

    /**
     * A client was turned away before any command; {@code principal} is null if it never proved
     * one.
     */
    record SessionRefused(
            SessionId session,
            @Nullable Principal principal,
            String claimedUser,
            @Nullable TargetName target,
            String protocol,
            String edge,
            String clientAddress,
            RefusalCode code,
            String reason)
            implements SessionEvent {}

    /** The session is over; {@code commands} is how many commands were decided in it. */
    record SessionClosed(SessionId session, SessionEnd end, long commands)
            implements SessionEvent {}
}
