package dev.holdpoint.policy.api;

import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.events.TargetEvent.TargetChanged;
import dev.holdpoint.events.TargetEvent.TargetRegistered;
import dev.holdpoint.events.TargetEvent.TargetRemoved;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;

/** What target events change in the table of targets. */
final class TargetChanges {
    private static final String UPSERT =
            """
            INSERT INTO targets (name, protocol, host, port, database, username, tls, labels,
                functions)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (name) DO UPDATE SET protocol = $2, host = $3, port = $4, database = $5,
                username = $6, tls = $7, labels = $8, functions = $9""";

    private TargetChanges() {}

    static Change of(TargetEvent event) {
        return switch (event) {
            case TargetRegistered(var name, var spec) -> upsert(name, spec);
            case TargetChanged(var name, var spec) -> upsert(name, spec);
            case TargetRemoved(var name) ->
                    Change.of("DELETE FROM targets WHERE name = $1", name.value());
        };
    }

    private static Change upsert(TargetName name, TargetSpec spec) {
        return Change.of(
                UPSERT,
                name.value(),
                spec.protocol(),
                spec.host(),
                spec.port(),
                spec.database(),
                spec.username(),
                spec.tls(),
                Rows.json(spec.labels()),
                FunctionView.json(spec.functions()));
    }
}
