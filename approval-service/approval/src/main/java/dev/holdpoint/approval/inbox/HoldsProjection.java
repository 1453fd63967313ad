package dev.holdpoint.approval.inbox;

import dev.holdpoint.approval.hold.FollowingUp;
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
import dev.holdpoint.events.HoldTerms.QuorumPart;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All holds: who may see them, when they are due, and their history. */
public final class HoldsProjection implements Projection {
    @Override
    public String name() {
        return "holds.v5";
    }

    @Override
    public Set<EventFamily> families() {
        return Set.of(EventFamily.APPROVALS);
    }

    @Override
    public List<String> tables() {
        return List.of("holds", "hold_groups");
    }

    @Override
    public List<String> ddl() {
        return List.of(
                """
                CREATE TABLE holds (
                    hold text COLLATE "C" PRIMARY KEY,
                    state text NOT NULL,
                    requester_issuer text NOT NULL,
                    requester_subject text NOT NULL,
                    human_issuer text,
                    human_subject text,
                    due timestamptz,
                    remind_at timestamptz,
                    escalate_at timestamptz,
                    history text NOT NULL,
                    alike text NOT NULL,
                    target text NOT NULL,
                    fingerprint text NOT NULL,
                    after_review text)
                """,
                "CREATE INDEX ON holds (due) WHERE due IS NOT NULL",
                "CREATE INDEX ON holds (remind_at) WHERE remind_at IS NOT NULL",
                "CREATE INDEX ON holds (escalate_at) WHERE escalate_at IS NOT NULL",
                "CREATE INDEX ON holds (state, hold)",
                "CREATE INDEX ON holds (alike, hold) WHERE state = 'open'",
                "CREATE INDEX ON holds (target, fingerprint, hold)",
                "CREATE INDEX ON holds (hold) WHERE after_review = 'open'",
                """
                CREATE TABLE hold_groups (
                    hold text COLLATE "C" NOT NULL,
                    grp text NOT NULL,
                    PRIMARY KEY (hold, grp))
                """);
    }

    @Override
    public List<Change> apply(Envelope<?> envelope) {
        return envelope.event() instanceof HoldEvent event ? apply(event) : List.of();
    }

    private static List<Change> apply(HoldEvent event) {
        return switch (event) {
            case HoldPlaced placed -> List.of(insert(placed), groups(placed));
            case VoteCast _, VoteRetracted _ -> List.of(note(event));
            case GlassBroken _ -> List.of(note(event), review(event, "open", null));
            case HoldJudged _ -> List.of(note(event), review(event, "closed", "open"));
            case HoldReminded _ -> List.of(note(event), done(event, "remind_at"));
            case HoldEscalated _ -> List.of(note(event), done(event, "escalate_at"));
            case HoldReleased released ->
                    List.of(move(released, "released", released.claimUntil()));
            case HoldRefused refused -> List.of(move(refused, "refused", null));
            case HoldExpired expired -> List.of(move(expired, "expired", null));
            case HoldWithdrawn withdrawn -> List.of(move(withdrawn, "withdrawn", null));
            case HoldClaimed claimed -> List.of(move(claimed, "claimed", null));
        };
    }

    private static Change insert(HoldPlaced placed) {
        var requester = placed.requester().id();
        var human = placed.requester().onBehalfOf();
        return Change.of(
                "INSERT INTO holds VALUES"
                        + " ($1, 'open', $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                placed.hold().value(),
                requester.issuer(),
                requester.subject(),
                human == null ? null : human.issuer(),
                human == null ? null : human.subject(),
                placed.expiresAt(),
                FollowingUp.remindAt(placed).orElse(null),
                FollowingUp.escalateAt(placed).orElse(null),
                HoldHistory.line(placed),
                Alikeness.key(placed),
                placed.target().value(),
                placed.facts().fingerprint());
    }

    private static Change groups(HoldPlaced placed) {
        return Change.of(
                "INSERT INTO hold_groups SELECT $1, unnest($2::text[])",
                placed.hold().value(),
                Stream.concat(
                                placed.terms().parts().stream().map(QuorumPart::group),
                                Stream.concat(
                                        FollowingUp.standIns(placed).stream(),
                                        placed.terms().breakers().stream()))
                        .distinct()
                        .toList());
    }

    private static Change note(HoldEvent event) {
        return Change.of(
                "UPDATE holds SET history = history || $2::text WHERE hold = $1",
                event.hold().value(),
                HoldHistory.line(event));
    }

    private static Change done(HoldEvent event, String moment) {
        return Change.of(
                "UPDATE holds SET " + moment + " = NULL WHERE hold = $1", event.hold().value());
    }

    /** What no glass was broken for has no review to close. */
    private static Change review(HoldEvent event, String state, @Nullable String before) {
        return Change.of(
                "UPDATE holds SET after_review = $2"
                        + " WHERE hold = $1 AND after_review IS NOT DISTINCT FROM $3",
                event.hold().value(),
                state,
                before);
    }

    private static Change move(HoldEvent event, String state, @Nullable Instant due) {
        return Change.of(
                """
                UPDATE holds SET state = $2, due = $3, remind_at = NULL, escalate_at = NULL,
                    history = history || $4::text
                WHERE hold = $1
                """,
                event.hold().value(),
                state,
                due,
                HoldHistory.line(event));
    }
}
