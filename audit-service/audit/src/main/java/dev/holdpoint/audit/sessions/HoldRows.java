package dev.holdpoint.audit.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.GlassBroken;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldEscalated;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldJudged;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldRefused;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.HoldEvent.HoldReminded;
import dev.holdpoint.events.HoldEvent.HoldWithdrawn;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldEvent.VoteRetracted;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.json.EventJson;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of the transcript that tells who let a command pass, or did not. */
final class HoldRows {
    static final String HOLDS =
            """
            CREATE TABLE command_holds (
                id text PRIMARY KEY,
                command text NOT NULL,
                session text NOT NULL,
                state text NOT NULL,
                placed_at timestamptz NOT NULL,
                expires_at timestamptz NOT NULL,
                changed_at timestamptz NOT NULL,
                reminded_at timestamptz,
                escalated_at timestamptz,
                stand_ins text)
            """;
    static final String VOTES =
            """
            CREATE TABLE command_votes (
                id text PRIMARY KEY,
                hold text NOT NULL,
                issuer text NOT NULL,
                subject text NOT NULL,
                vote text NOT NULL,
                reason text NOT NULL,
                voted_at timestamptz NOT NULL,
                delegator_issuer text,
                delegator_subject text)
            """;

    private HoldRows() {}

    static List<Change> changes(Envelope<?> event, HoldEvent hold) {
        var at = event.time();
        return switch (hold) {
            case HoldPlaced placed -> List.of(placed(at, placed));
            case VoteCast vote -> List.of(voted(event, vote));
            case VoteRetracted(_, var who, var why) ->
                    List.of(voted(event, hold, who, "RETRACTED", why, null));
            case GlassBroken(_, var who, _, var why) ->
                    List.of(voted(event, hold, who, "BROKE_GLASS", why, null));
            case HoldReminded _ -> List.of(reminded(at, hold));
            case HoldEscalated(_, var to) -> List.of(escalated(at, hold, to));
            case HoldReleased _ -> List.of(state(at, hold, "RELEASED"));
            case HoldRefused _ -> List.of(state(at, hold, "REFUSED"));
            case HoldExpired _ -> List.of(state(at, hold, "EXPIRED"));
            case HoldWithdrawn _ -> List.of(state(at, hold, "WITHDRAWN"));
            case HoldClaimed _ -> List.of(state(at, hold, "CLAIMED"));
            case HoldJudged _ -> List.of();
        };
    }

    private static Change placed(Instant at, HoldPlaced placed) {
        return Change.of(
                """
                INSERT INTO command_holds (id, command, session, state, placed_at, expires_at,
                    changed_at) VALUES ($1, $2, $3, 'OPEN', $4, $5, $4) ON CONFLICT DO NOTHING
                """,
                placed.hold().value(),
                placed.command().value(),
                placed.session().value(),
                at,
                placed.expiresAt());
    }

    private static Change voted(Envelope<?> event, VoteCast vote) {
        var inPlaceOf = vote.inPlaceOf();
        return voted(
                event,
                vote,
                vote.approver(),
                vote.vote().name(),
                vote.reason(),
                inPlaceOf == null ? null : inPlaceOf.delegator());
    }

    private static Change voted(
            Envelope<?> event,
            HoldEvent hold,
            PrincipalId voter,
            String vote,
            String reason,
            @Nullable PrincipalId delegator) {
        return Change.of(
                """
                INSERT INTO command_votes (id, hold, issuer, subject, vote, reason, voted_at,
                    delegator_issuer, delegator_subject)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING
                """,
                event.id().value(),
                hold.hold().value(),
                voter.issuer(),
                voter.subject(),
                vote,
                reason,
                event.time(),
                delegator == null ? null : delegator.issuer(),
                delegator == null ? null : delegator.subject());
    }

    private static Change reminded(Instant at, HoldEvent hold) {
        return Change.of(
                "UPDATE command_holds SET reminded_at = $2 WHERE id = $1", hold.hold().value(), at);
    }

    private static Change escalated(Instant at, HoldEvent hold, List<String> groups) {
        return Change.of(
                "UPDATE command_holds SET escalated_at = $2, stand_ins = $3 WHERE id = $1",
                hold.hold().value(),
                at,
                new String(EventJson.encodeValue(groups), UTF_8));
    }

    private static Change state(Instant at, HoldEvent hold, String state) {
        return Change.of(
                "UPDATE command_holds SET state = $2, changed_at = $3 WHERE id = $1",
                hold.hold().value(),
                state,
                at);
    }
}
