package dev.holdpoint.audit.sessions;

import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.eventlog.projection.Projection;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.SessionEvent;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionEvent.SessionOpened;
import dev.holdpoint.events.SessionEvent.SessionRefused;
import dev.holdpoint.events.TargetName;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who was connected to what, when, and how it ended. */
public final class SessionsProjection implements Projection {
    @Override
    public String name() {
        return "sessions.v1";
    }

    @Override
    public Set<EventFamily> families() {
        return Set.of(EventFamily.SESSIONS);
    }

    @Override
    public List<String> tables() {
        return List.of("sessions");
    }

    @Override
    public List<String> ddl() {
        return List.of(
                """
                CREATE TABLE sessions (
                    id text PRIMARY KEY,
                    state text NOT NULL,
                    issuer text,
                    subject text,
                    name text,
                    kind text,
                    behalf_issuer text,
                    behalf_subject text,
                    target text,
                    protocol text NOT NULL,
                    edge text NOT NULL,
                    client_address text NOT NULL,
                    client_application text,
                    opened_at timestamptz NOT NULL,
                    closed_at timestamptz,
                    ended text,
                    commands bigint NOT NULL,
                    refusal_code text,
                    refusal_reason text)
                """);
    }

    @Override
    public List<Change> apply(Envelope<?> event) {
        return event.event() instanceof SessionEvent session
                ? List.of(change(event.time(), session))
                : List.of();
    }

    private static Change change(Instant at, SessionEvent event) {
        return switch (event) {
            case SessionOpened opened -> opened(at, opened);
            case SessionRefused refused -> refused(at, refused);
            case SessionClosed closed ->
                    Change.of(
                            """
                            UPDATE sessions SET state = 'CLOSED', closed_at = $2, ended = $3,
                                commands = $4 WHERE id = $1
                            """,
                            closed.session().value(),
                            at,
                            closed.end(),
                            closed.commands());
        };
    }

    private static Change opened(Instant at, SessionOpened opened) {
        var principal = opened.principal();
        return Change.of(
                """
                INSERT INTO sessions (id, state, issuer, subject, name, kind, behalf_issuer,
                    behalf_subject, target, protocol, edge, client_address, client_application,
                    opened_at, commands)
                VALUES ($1, 'OPEN', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0)
                ON CONFLICT DO NOTHING
                """,
                opened.session().value(),
                principal.id().issuer(),
                principal.id().subject(),
                principal.name(),
                principal.kind(),
                of(principal.onBehalfOf(), PrincipalId::issuer),
                of(principal.onBehalfOf(), PrincipalId::subject),
                opened.target().value(),
                opened.protocol(),
                opened.edge(),
                opened.clientAddress(),
                opened.clientApplication(),
                at);
    }

    private static Change refused(Instant at, SessionRefused refused) {
        var id = of(refused.principal(), Principal::id);
        return Change.of(
                """
                INSERT INTO sessions (id, state, issuer, subject, name, target, protocol, edge,
                    client_address, opened_at, closed_at, commands, refusal_code, refusal_reason)
                VALUES ($1, 'REFUSED', $2, $3, $4, $5, $6, $7, $8, $9, $9, 0, $10, $11)
                ON CONFLICT DO NOTHING
                """,
                refused.session().value(),
                of(id, PrincipalId::issuer),
                of(id, PrincipalId::subject),
                refused.claimedUser(),
                of(refused.target(), TargetName::value),
                refused.protocol(),
                refused.edge(),
                refused.clientAddress(),
                at,
                refused.code(),
                refused.reason());
    }

    private static <T, R> @Nullable R of(@Nullable T value, Function<T, R> part) {
        return value == null ? null : part.apply(value);
    }
}
