package dev.holdpoint.policy.api;

import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.events.PolicyEvent;
import dev.holdpoint.events.PolicyEvent.PolicyActivated;
import dev.holdpoint.events.PolicyEvent.PolicyPublished;
import dev.holdpoint.events.PolicyEvent.PolicyRetired;
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
            ON CONFLICT (id) DO UPDATE SET state = 'published', changed_at = $5""";
    private static final String STATE =
            "UPDATE policies SET state = $2, changed_at = $3 WHERE revision = $1";

    private PolicyChanges() {}

    static List<Change> of(PolicyEvent event, Instant at) {
        return switch (event) {
            case PolicyPublished(var revision, var sources) ->
                    sources.stream().map(source -> upsert(revision, source, at)).toList();
            case PolicyActivated(var revision) -> List.of(state(revision, "active", at));
            case PolicyRetired(var revision) -> List.of(state(revision, "retired", at));
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
