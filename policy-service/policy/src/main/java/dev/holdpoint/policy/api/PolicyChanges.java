package dev.holdpoint.policy.api;

import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.events.PolicyEvent;
import dev.holdpoint.events.PolicyEvent.PolicyActivated;
import dev.holdpoint.events.PolicyEvent.PolicyPublished;
import dev.holdpoint.events.PolicyEvent.PolicyRetired;
import dev.holdpoint.events.PolicyEvent.PolicyShadowed;
import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.events.RevisionId;
import java.time.Instant;
import java.util.List;

/** What policy events change in the table of policy documents. */
final class PolicyChanges {
    private static final String UPSERT =
            """
            INSERT INTO policies (id, revision, file, yaml, state, published_at, changed_at)
            VALUES ($1, $2, $3, $4, 'published', $5, $5)
            ON CONFLICT (id) DO NOTHING""";
    private static final String RETIRE =
            """
            UPDATE policies SET changed_at = $2,
                state = CASE state WHEN 'shadow' THEN 'published' ELSE 'retired' END
            WHERE revision = $1""";
    private static final String STATE =
            "UPDATE policies SET state = $2, changed_at = $3 WHERE revision = $1";

    private PolicyChanges() {}

    static List<Change> of(PolicyEvent event, Instant at) {
        return switch (event) {
            case PolicyPublished published ->
                    published.sources().stream()
                            .map(source -> upsert(published.revision(), source, at))
                            .toList();
            case PolicyActivated activated -> List.of(state(activated.revision(), "active", at));
            case PolicyShadowed(var revision, _) -> List.of(state(revision, "shadow", at));
            case PolicyRetired(var revision) -> List.of(Change.of(RETIRE, revision.value(), at));
        };
    }

    private static Change upsert(RevisionId revision, PolicySource source, Instant at) {
        return Change.of(
                UPSERT,
                revision.value() + " " + source.name(),
                revision.value(),
                source.name(),
                source.yaml(),
                at);
    }

    private static Change state(RevisionId revision, String state, Instant at) {
        return Change.of(STATE, revision.value(), state, at);
    }
}
