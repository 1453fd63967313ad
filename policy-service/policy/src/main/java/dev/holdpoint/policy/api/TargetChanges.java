package dev.holdpoint.policy.api;

import dev.holdpoint.eventlog.projection.Change;
import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.events.TargetEvent.TargetChanged;
import dev.holdpoint.events.TargetEvent.TargetRegistered;
import dev.holdpoint.events.TargetEvent.TargetRemoved;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import org.jspecify.annotations.Nullable;

/** What target events change in the table of targets. */
final class TargetChanges {
    private static final String UPSERT =
            """
            INSERT INTO targets (name, protocol, host, port, database, username, tls, labels,
                functions, origin, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, coalesce($10, 'file'), $11)
            ON CONFLICT (name) DO UPDATE SET protocol = $2, host = $3, port = $4, database = $5,
                username = $6, tls = $7, labels = $8, functions = $9,
                origin = coalesce($10, targets.origin), version = $11""";

    private TargetChanges() {}

    static Change of(TargetEvent event, long version) {
        return switch (event) {
            case TargetRegistered(var name, var spec, var origin) ->
                    upsert(name, spec, origin, version);
            case TargetChanged(var name, var spec) -> upsert(name, spec, null, version);
            case TargetRemoved(var name) ->
                    Change.of("DELETE FROM targets WHERE name = $1", name.value());
        };
    }

    private static Change upsert(
            TargetName name, TargetSpec spec, @Nullable String origin, long version) {
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
                FunctionView.json(spec.functions()),
                origin,
                version);
    }
}
