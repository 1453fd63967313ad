package dev.holdpoint.approval.webhook;

import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.eventlog.projection.Projection;
import dev.holdpoint.events.AccessEvent;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.HoldEvent;
import java.util.List;
import java.util.Set;

/**
 * Puts a notice of each change of a hold or of a request for access into the outbox, for every
 * endpoint that is told of it, and the reader's position with it in one transaction.
 *
 * <p>It is filled like a projection and is none: what was sent is gone from it, so its name never
 * changes and it is never built anew. Changes from before an endpoint was first configured are not
 * told there.
 */
final class OutboxFill implements Projection {
    static final int MOST_WAITING = 10_000;

    /** Beyond what may wait, notices are dead letters from the beginning; not a broken glass. */
    private static final String INSERT =
            """
            INSERT INTO webhook_notices
                (endpoint, id, hold, sequence, type, body, next_attempt_at, retry_until,
                 dead_at, last_reason)
            SELECT e.name, $1::text, $2::text, $3::bigint, $4::text,
                CASE WHEN e.texts THEN $6::text ELSE $7::text END,
                now(), now() + e.retry_for_millis * interval '1 millisecond',
                CASE WHEN w.many THEN now() END,
                CASE WHEN w.many THEN 'more than %1$d notices were waiting' END
            FROM webhook_endpoints e
            CROSS JOIN LATERAL (
                SELECT $4::text <> '%2$s' AND count(*) >= %1$d AS many FROM (
                    SELECT 1 FROM webhook_notices n
                    WHERE n.endpoint = e.name AND n.dead_at IS NULL LIMIT %1$d) waiting) w
            WHERE e.disabled_at IS NULL AND e.since <= $5::timestamptz
                AND ($4::text = ANY (e.changes) OR $4::text = '%2$s')
            ON CONFLICT DO NOTHING
            """
                    .formatted(MOST_WAITING, ChangeType.AT_ONCE.type());

    @Override
    public String name() {
        return "webhook-outbox";
    }

    @Override
    public Set<EventFamily> families() {
        return Set.of(EventFamily.APPROVALS);
    }

    @Override
    public List<String> tables() {
        return List.of("webhook_notices");
    }

    @Override
    public List<String> ddl() {
        return List.of(
                """
                CREATE TABLE webhook_notices (
                    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    endpoint text NOT NULL,
                    id text NOT NULL,
                    hold text COLLATE "C" NOT NULL,
                    sequence bigint NOT NULL,
                    type text NOT NULL,
                    body text NOT NULL,
                    created_at timestamptz NOT NULL DEFAULT now(),
                    attempts int NOT NULL DEFAULT 0,
                    next_attempt_at timestamptz NOT NULL,
                    retry_until timestamptz NOT NULL,
                    last_status int,
                    last_reason text,
                    dead_at timestamptz,
                    UNIQUE (endpoint, id))
                """,
                "CREATE INDEX ON webhook_notices (endpoint, hold, sequence) WHERE dead_at IS NULL",
                "CREATE INDEX ON webhook_notices (endpoint, number) WHERE dead_at IS NOT NULL");
    }

    @Override
    public List<Change> apply(Envelope<?> envelope) {
        if (envelope.event() instanceof HoldEvent event) {
            return List.of(notice(envelope, event));
        }
        return envelope.event() instanceof AccessEvent event
                ? List.of(notice(envelope, event))
                : List.of();
    }

    private static Change notice(Envelope<?> envelope, HoldEvent event) {
        return notice(
                envelope,
                event.hold().value(),
                ChangeType.of(event),
                new Payload(true).of(envelope, event),
                new Payload(false).of(envelope, event));
    }

    private static Change notice(Envelope<?> envelope, AccessEvent event) {
        return notice(
                envelope,
                event.request().value(),
                ChangeType.of(event),
                new AccessPayload(true).of(envelope, event),
                new AccessPayload(false).of(envelope, event));
    }

    /**
     * @param changed a hold, or a request for access: both are named by ids of the same kind
     */
    private static Change notice(
            Envelope<?> envelope, String changed, ChangeType type, String withTexts, String bare) {
        return Change.of(
                INSERT,
                envelope.id().value(),
                changed,
                envelope.sequence(),
                type.type(),
                envelope.time(),
                withTexts,
                bare);
    }
}
