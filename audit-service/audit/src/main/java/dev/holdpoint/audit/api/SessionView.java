package dev.holdpoint.audit.api;

import dev.holdpoint.audit.sessions.SessionRow;
import dev.holdpoint.events.PrincipalId;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A session as the API answers it.
 *
 * @param state {@code OPEN}, {@code CLOSED} or {@code REFUSED}
 * @param end why it ended
 * @param commands how many were decided, known when it is closed
 */
public record SessionView(
        String session,
        String state,
        PrincipalView principal,
        @Nullable String target,
        String protocol,
        String edge,
        String clientAddress,
        @Nullable String clientApplication,
        OffsetDateTime openedAt,
        @Nullable OffsetDateTime closedAt,
        @Nullable String end,
        long commands,
        @Nullable String refusalCode,
        @Nullable String refusalReason) {

    /**
     * Who it was; of a refused client, the name it claimed.
     *
     * @param id issuer and subject; null if the client never proved one
     * @param onBehalfOf whom an agent acted for
     */
    public record PrincipalView(
            @Nullable String id,
            @Nullable String name,
            @Nullable String kind,
            @Nullable String onBehalfOf) {}

    static SessionView of(SessionRow row) {
        return new SessionView(
                row.id,
                row.state,
                new PrincipalView(
                        id(row.issuer, row.subject),
                        row.name,
                        row.kind,
                        id(row.behalfIssuer, row.behalfSubject)),
                row.target,
                row.protocol,
                row.edge,
                row.clientAddress,
                row.clientApplication,
                row.openedAt,
                row.closedAt,
                row.ended,
                row.commands,
                row.refusalCode,
                row.refusalReason);
    }

    private static @Nullable String id(@Nullable String issuer, @Nullable String subject) {
        return issuer == null || subject == null
                ? null
                : new PrincipalId(issuer, subject).toString();
    }
}
