package dev.holdpoint.review.entitlement;

import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.eventlog.projection.Projection;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Counts decisions by principal, target and effect. Use is what was allowed; sums, earliest and
 * latest come out the same in whatever order sessions are read.
 */
public final class EntitlementUseProjection implements Projection {
    private static final char SEPARATOR = '\u001f';
    private static final String ADD =
            """
            INSERT INTO entitlement_use AS known
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14, $14)
            ON CONFLICT (entry) DO UPDATE SET
                decided = known.decided + excluded.decided,
                allowed = known.allowed + excluded.allowed,
                denied = known.denied + excluded.denied,
                held = known.held + excluded.held,
                first_decided = least(known.first_decided, excluded.first_decided),
                last_decided = greatest(known.last_decided, excluded.last_decided),
                first_used = least(known.first_used, excluded.first_used),
                last_used = greatest(known.last_used, excluded.last_used)
            """;

    @Override
    public String name() {
        return "entitlement-use.v1";
    }

    @Override
    public Set<EventFamily> families() {
        return Set.of(EventFamily.SESSIONS);
    }

    @Override
    public List<String> tables() {
        return List.of("entitlement_use");
    }

    @Override
    public List<String> ddl() {
        return List.of(
                """
                CREATE TABLE entitlement_use (
                    entry text COLLATE "C" PRIMARY KEY,
                    issuer text NOT NULL,
                    subject text NOT NULL,
                    kind text NOT NULL,
                    human_issuer text,
                    human_subject text,
                    target text NOT NULL,
                    effect text NOT NULL,
                    decided bigint NOT NULL,
                    allowed bigint NOT NULL,
                    denied bigint NOT NULL,
                    held bigint NOT NULL,
                    first_decided timestamptz NOT NULL,
                    last_decided timestamptz NOT NULL,
                    first_used timestamptz,
                    last_used timestamptz)
                """,
                "CREATE INDEX ON entitlement_use (subject)",
                "CREATE INDEX ON entitlement_use (target)");
    }

    @Override
    public List<Change> apply(Envelope<?> envelope) {
        return envelope.event() instanceof CommandDecided decided
                ? decided.facts().effects().stream()
                        .map(effect -> add(decided, effect, envelope.time()))
                        .toList()
                : List.of();
    }

    private static Change add(CommandDecided decided, Effect effect, Instant time) {
        var who = decided.principal();
        var human = who.onBehalfOf();
        var count = Count.of(decided);
        return Change.of(
                ADD,
                entry(who, decided.target().value(), effect),
                who.id().issuer(),
                who.id().subject(),
                who.kind().name(),
                human == null ? null : human.issuer(),
                human == null ? null : human.subject(),
                decided.target().value(),
                effect.name(),
                count.decided(),
                count.allowed(),
                count.denied(),
                count.held(),
                time,
                count.allowed() > 0 ? time : null);
    }

    private static String entry(Principal who, String target, Effect effect) {
        var human = who.onBehalfOf();
        return String.join(
                String.valueOf(SEPARATOR),
                who.id().subject(),
                who.id().issuer(),
                who.kind().name(),
                human == null ? "" : human.subject(),
                human == null ? "" : human.issuer(),
                target,
                effect.name());
    }
}
