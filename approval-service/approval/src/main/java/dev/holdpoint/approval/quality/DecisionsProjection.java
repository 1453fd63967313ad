package dev.holdpoint.approval.quality;

import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.eventlog.projection.Projection;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
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
import dev.holdpoint.events.RefusalCode;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * All holds with when and how each was decided and what was last said of it, and all votes with
 * when their voter was first asked. Times are those of the events. What comes after a release (a
 * claim, or that nobody claimed in time) changes no outcome: people had decided.
 */
public final class DecisionsProjection implements Projection {
    private static final String PLACED =
            """
            INSERT INTO decisions (hold, target, rules, placed, outcome)
            VALUES ($1, $2, $3, $4, 'open')
            """;

    private static final String REPLACED =
            """
            UPDATE decision_votes SET stands = false
            WHERE hold = $1 AND issuer = $2 AND subject = $3 AND stands
            """;

    /** A stage opens with the last approval of the one before it; the first one with the hold. */
    private static final String CAST =
            """
            INSERT INTO decision_votes
                (hold, sequence, issuer, subject, vote, stage, asked, cast_at, stands)
            SELECT d.hold, $2::bigint, $3::text, $4::text, $5::text, $6::int,
                coalesce(
                    (SELECT max(v.cast_at) FROM decision_votes v
                     WHERE v.hold = d.hold AND v.stands AND v.vote = 'APPROVE'
                         AND v.stage = $6::int - 1),
                    d.placed),
                $7::timestamptz, true
            FROM decisions d WHERE d.hold = $1
            """;

    /** Approvals of later stages fall with it. */
    private static final String RETRACTED =
            """
            UPDATE decision_votes SET stands = false
            WHERE hold = $1 AND stands AND (
                (issuer = $2 AND subject = $3)
                OR stage > (SELECT own.stage FROM decision_votes own
                    WHERE own.hold = $1 AND own.stands
                        AND own.issuer = $2 AND own.subject = $3))
            """;

    private static final String ENDED =
            """
            UPDATE decisions SET outcome = $2, ended = $3 WHERE hold = $1 AND outcome = 'open'
            """;

    private static final String JUDGED = "UPDATE decisions SET judged = $2 WHERE hold = $1";

    @Override
    public String name() {
        return "decisions.v3";
    }

    @Override
    public Set<EventFamily> families() {
        return Set.of(EventFamily.APPROVALS);
    }

    @Override
    public List<String> tables() {
        return List.of("decisions", "decision_votes");
    }

    @Override
    public List<String> ddl() {
        return List.of(
                """
                CREATE TABLE decisions (
                    hold text COLLATE "C" PRIMARY KEY,
                    target text NOT NULL,
                    rules text[] NOT NULL,
                    placed timestamptz NOT NULL,
                    ended timestamptz,
                    outcome text NOT NULL,
                    judged text)
                """,
                "CREATE INDEX ON decisions (placed)",
                """
                CREATE TABLE decision_votes (
                    hold text COLLATE "C" NOT NULL,
                    sequence bigint NOT NULL,
                    issuer text NOT NULL,
                    subject text NOT NULL,
                    vote text NOT NULL,
                    stage int,
                    asked timestamptz NOT NULL,
                    cast_at timestamptz NOT NULL,
                    stands boolean NOT NULL,
                    PRIMARY KEY (hold, sequence))
                """);
    }

    @Override
    public List<Change> apply(Envelope<?> envelope) {
        return envelope.event() instanceof HoldEvent event ? apply(envelope, event) : List.of();
    }

    private static List<Change> apply(Envelope<?> envelope, HoldEvent event) {
        var at = envelope.time();
        return switch (event) {
            case HoldPlaced placed -> List.of(placed(placed, at));
            case VoteCast vote -> cast(vote, envelope.sequence(), at);
            case VoteRetracted retracted -> List.of(retracted(retracted));
            case GlassBroken _ -> List.of(ended(event, "broken", at));
            case HoldReleased _ -> List.of(ended(event, "released", at));
            case HoldRefused _ -> List.of(ended(event, "refused", at));
            case HoldExpired _ -> List.of(ended(event, "expired", at));
            case HoldWithdrawn(_, var code, _) ->
                    List.of(
                            ended(
                                    event,
                                    code == RefusalCode.TOO_MANY_HOLDS
                                            ? "turned_away"
                                            : "withdrawn",
                                    at));
            case HoldJudged judged -> List.of(judged(judged));
            case HoldReminded _, HoldEscalated _, HoldClaimed _ -> List.of();
        };
    }

    private static Change placed(HoldPlaced placed, Instant at) {
        return Change.of(
                PLACED,
                placed.hold().value(),
                placed.target().value(),
                placed.rules().stream().distinct().toList(),
                at);
    }

    private static List<Change> cast(VoteCast vote, long sequence, Instant at) {
        var hold = vote.hold().value();
        var voter = vote.approver();
        return List.of(
                Change.of(REPLACED, hold, voter.issuer(), voter.subject()),
                Change.of(
                        CAST,
                        hold,
                        sequence,
                        voter.issuer(),
                        voter.subject(),
                        vote.vote(),
                        vote.stage(),
                        at));
    }

    private static Change retracted(VoteRetracted retracted) {
        var voter = retracted.approver();
        return Change.of(RETRACTED, retracted.hold().value(), voter.issuer(), voter.subject());
    }

    private static Change judged(HoldJudged judged) {
        return Change.of(JUDGED, judged.hold().value(), judged.judgement());
    }

    private static Change ended(HoldEvent event, String outcome, Instant at) {
        return Change.of(ENDED, event.hold().value(), outcome, at);
    }
}
