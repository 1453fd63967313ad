package dev.holdpoint.approval.inbox;

import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.eventlog.projection.Projection;
import dev.holdpoint.events.DelegationEvent;
import dev.holdpoint.events.DelegationEvent.DelegationGiven;
import dev.holdpoint.events.DelegationEvent.DelegationRevoked;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import java.util.List;
import java.util.Set;

/** All delegations: who gave them to whom, and which ended before their time. */
public final class DelegationsProjection implements Projection {
    @Override
    public String name() {
        return "delegations.v1";
    }

    @Override
    public Set<EventFamily> families() {
        return Set.of(EventFamily.APPROVALS);
    }

    @Override
    public List<String> tables() {
        return List.of("delegations");
    }

    @Override
    public List<String> ddl() {
        return List.of(
                """
                CREATE TABLE delegations (
                    delegation text COLLATE "C" PRIMARY KEY,
                    delegator_issuer text NOT NULL,
                    delegator_subject text NOT NULL,
                    delegate_issuer text NOT NULL,
                    delegate_subject text NOT NULL,
                    groups text[] NOT NULL,
                    begins timestamptz NOT NULL,
                    ends timestamptz NOT NULL,
                    reason text NOT NULL,
                    revoked_at timestamptz,
                    revoked_by text,
                    revoked_why text)
                """,
                "CREATE INDEX ON delegations (delegator_subject, delegator_issuer)",
                "CREATE INDEX ON delegations (delegate_subject, delegate_issuer)");
    }

    @Override
    public List<Change> apply(Envelope<?> envelope) {
        return envelope.event() instanceof DelegationEvent event
                ? List.of(change(envelope, event))
                : List.of();
    }

    private static Change change(Envelope<?> envelope, DelegationEvent event) {
        return switch (event) {
            case DelegationGiven given -> given(given);
            case DelegationRevoked(var delegation, var reason) ->
                    Change.of(
                            """
                            UPDATE delegations
                            SET revoked_at = $2, revoked_by = $3, revoked_why = $4
                            WHERE delegation = $1
                            """,
                            delegation.value(),
                            envelope.time(),
                            envelope.actor().subject(),
                            reason);
        };
    }

    private static Change given(DelegationGiven given) {
        return Change.of(
                "INSERT INTO delegations VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                given.delegation().value(),
                given.delegator().issuer(),
                given.delegator().subject(),
                given.delegate().issuer(),
                given.delegate().subject(),
                given.groups(),
                given.from(),
                given.until(),
                given.reason());
    }
}
