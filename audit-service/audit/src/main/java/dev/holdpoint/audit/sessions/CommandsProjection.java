package dev.holdpoint.audit.sessions;

import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.eventlog.projection.Projection;
import dev.holdpoint.events.AccessEvent;
import dev.holdpoint.events.ChatEvent;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.CommandEvent.ResultRecorded;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.DelegationEvent;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.LedgerEvent;
import dev.holdpoint.events.MaskUse;
import dev.holdpoint.events.PolicyEvent;
import dev.holdpoint.events.RecordingEvent;
import dev.holdpoint.events.RegisterEvent;
import dev.holdpoint.events.SessionEvent;
import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.events.json.EventJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The transcript: each command, what was decided, who released it and what became of it. Commands
 * and holds come on different topics, in any order relative to each other, so they have tables of
 * their own and meet when they are read.
 */
public final class CommandsProjection implements Projection {
    @Override
    public String name() {
        return "commands.v6";
    }

    @Override
    public Set<EventFamily> families() {
        return Set.of(EventFamily.SESSIONS, EventFamily.APPROVALS);
    }

    @Override
    public List<String> tables() {
        return List.of("commands", "command_holds", "command_votes");
    }

    @Override
    public List<String> ddl() {
        return List.of(
                """
                CREATE TABLE commands (
                    id text PRIMARY KEY,
                    session text NOT NULL,
                    sequence bigint NOT NULL,
                    statement text,
                    parameters text NOT NULL,
                    kinds text NOT NULL,
                    effects text NOT NULL,
                    statements text,
                    digest text,
                    decision text,
                    reason text,
                    rules text NOT NULL,
                    revision text,
                    hold text,
                    approval text,
                    refusal_code text,
                    refusal_reason text,
                    outcome text,
                    result_rows bigint,
                    masked_columns text NOT NULL,
                    masks text NOT NULL,
                    error_code text,
                    recorded_chunks bigint,
                    recorded_bytes bigint,
                    recorded_digest text,
                    recorded_at timestamptz,
                    received_at timestamptz NOT NULL,
                    decided_at timestamptz,
                    ended_at timestamptz)
                """,
                "CREATE INDEX ON commands (session, sequence)",
                HoldRows.HOLDS,
                HoldRows.VOTES);
    }

    @Override
    public List<Change> apply(Envelope<?> event) {
        return switch (event.event()) {
            case CommandDecided decided -> List.of(decided(event, decided));
            case CommandRefused refused -> List.of(refused(event, refused));
            case CommandCompleted completed -> List.of(completed(event, completed));
            case ResultRecorded recorded -> List.of(recorded(event, recorded));
            case HoldEvent hold -> HoldRows.changes(event, hold);
            case SessionEvent _,
                    DelegationEvent _,
                    ChatEvent _,
                    RecordingEvent _,
                    AccessEvent _,
                    TargetEvent _,
                    PolicyEvent _,
                    GrantEvent _,
                    RegisterEvent _,
                    LedgerEvent _ ->
                    List.of();
        };
    }

    private static Change decided(Envelope<?> event, CommandDecided decided) {
        return Change.of(
                """
                INSERT INTO commands (id, session, sequence, statement, parameters, kinds, effects,
                    digest, decision, reason, rules, revision, hold, approval, refusal_code,
                    masked_columns, masks, received_at, decided_at, statements)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '[]',
                    '[]', $16, $16, $17)
                ON CONFLICT (id) DO UPDATE SET decision = excluded.decision,
                    reason = excluded.reason, rules = excluded.rules,
                    revision = excluded.revision, hold = coalesce(commands.hold, excluded.hold),
                    approval = excluded.approval, refusal_code = excluded.refusal_code,
                    decided_at = excluded.decided_at
                """,
                decided.command().value(),
                decided.session().value(),
                event.sequence(),
                decided.text(),
                json(decided.parameters()),
                json(decided.facts().kinds()),
                json(decided.facts().effects()),
                decided.digest().value(),
                name(decided.decision()),
                decided.decision().reason(),
                json(decided.decision().rules()),
                decided.decision().revision().value(),
                id(decided.hold()),
                id(decided.approval()),
                decided.decision() instanceof Decision.Deny deny ? deny.code() : null,
                event.time(),
                decided.statements() == null ? null : json(decided.statements()));
    }

    private static Change refused(Envelope<?> event, CommandRefused refused) {
        return Change.of(
                """
                INSERT INTO commands (id, session, sequence, parameters, kinds, effects, rules,
                    masked_columns, masks, refusal_code, refusal_reason, received_at, ended_at)
                VALUES ($1, $2, $3, '[]', '[]', '[]', '[]', '[]', '[]', $4, $5, $6, $6)
                ON CONFLICT (id) DO UPDATE SET refusal_code = excluded.refusal_code,
                    refusal_reason = excluded.refusal_reason, ended_at = excluded.ended_at
                """,
                refused.command().value(),
                refused.session().value(),
                event.sequence(),
                refused.code(),
                refused.reason(),
                event.time());
    }

    private static Change completed(Envelope<?> event, CommandCompleted completed) {
        return Change.of(
                """
                UPDATE commands SET outcome = $2, result_rows = $3, masked_columns = $4,
                    masks = $5, error_code = $6, ended_at = $7 WHERE id = $1
                """,
                completed.command().value(),
                completed.outcome(),
                completed.rows(),
                json(completed.masks().stream().map(MaskUse::column).distinct().toList()),
                json(completed.masks()),
                completed.errorCode(),
                event.time());
    }

    private static Change recorded(Envelope<?> event, ResultRecorded recorded) {
        return Change.of(
                """
                UPDATE commands SET recorded_chunks = $3, recorded_bytes = $4,
                    recorded_digest = $5, recorded_at = $6 WHERE id = $1 AND session = $2
                """,
                recorded.command().value(),
                recorded.session().value(),
                recorded.chunks(),
                recorded.bytes(),
                recorded.digest().value(),
                event.time());
    }

    private static String name(Decision decision) {
        return switch (decision) {
            case Decision.Allow _ -> "ALLOW";
            case Decision.Deny _ -> "DENY";
            case Decision.Hold _ -> "HOLD";
        };
    }

    private static @Nullable String id(@Nullable HoldId hold) {
        return hold == null ? null : hold.value();
    }

    private static String json(Object value) {
        return new String(EventJson.encodeValue(value), StandardCharsets.UTF_8);
    }
}
