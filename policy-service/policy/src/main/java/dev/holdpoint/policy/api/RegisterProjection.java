package dev.holdpoint.policy.api;

import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.eventlog.projection.Projection;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.PolicyEvent;
import dev.holdpoint.events.TargetEvent;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The read model behind REST: targets, grants and policy documents. */
public final class RegisterProjection implements Projection {
    @Override
    public String name() {
        return "register.v4";
    }

    @Override
    public Set<EventFamily> families() {
        return Set.of(EventFamily.POLICY);
    }

    @Override
    public List<String> tables() {
        return List.of("targets", "grants", "policies");
    }

    @Override
    public List<String> ddl() {
        return List.of(
                """
                CREATE TABLE targets (
                    name text PRIMARY KEY, protocol text NOT NULL, host text NOT NULL,
                    port integer NOT NULL, database text NOT NULL, username text NOT NULL,
                    tls text NOT NULL, labels text NOT NULL,
                    functions text NOT NULL, origin text NOT NULL,
                    version bigint NOT NULL)""",
                """
                CREATE TABLE grants (
                    id text PRIMARY KEY, subjects text NOT NULL, member_of text NOT NULL,
                    targets text NOT NULL, labels text NOT NULL, effects text NOT NULL,
                    owner text NOT NULL, expires_at timestamptz, review_by timestamptz,
                    origin text NOT NULL, given_role text, issued_by text, state text NOT NULL,
                    state_reason text, changed_at timestamptz NOT NULL,
                    version bigint NOT NULL, recipient text, recipient_for text)""",
                """
                CREATE TABLE policies (
                    id text PRIMARY KEY, revision text NOT NULL, file text NOT NULL,
                    yaml text NOT NULL, state text NOT NULL, published_at timestamptz NOT NULL,
                    changed_at timestamptz NOT NULL)""");
    }

    @Override
    public List<Change> apply(Envelope<?> envelope) {
        Instant at = envelope.time();
        return switch (envelope.event()) {
            case TargetEvent target -> List.of(TargetChanges.of(target, envelope.sequence()));
            case GrantEvent grant -> GrantChanges.of(grant, at, envelope.sequence());
            case PolicyEvent policy -> PolicyChanges.of(policy, at);
            default -> List.of();
        };
    }
}
