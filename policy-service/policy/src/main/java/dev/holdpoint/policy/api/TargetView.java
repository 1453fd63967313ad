package dev.holdpoint.policy.api;

import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.target.TargetState.Registered;
import java.util.List;
import java.util.Map;

/**
 * A target without its secret, and without where that is.
 *
 * @param origin {@code file} or {@code rest}: where it is changed
 * @param version for If-Match
 */
public record TargetView(
        String name,
        String protocol,
        String host,
        int port,
        String database,
        String username,
        String tls,
        Map<String, Object> labels,
        List<FunctionView> functions,
        String origin,
        long version) {
    static TargetView of(TargetRow row) {
        return new TargetView(
                row.name,
                row.protocol,
                row.host,
                row.port,
                row.database,
                row.username,
                row.tls,
                Rows.labels(row.labels),
                FunctionView.read(row.functions),
                row.origin,
                row.version);
    }

    /** As it is after a change, before the read model knows. */
    public static TargetView of(TargetName name, Registered registered, long version) {
        var spec = registered.spec();
        return new TargetView(
                name.value(),
                spec.protocol(),
                spec.host(),
                spec.port(),
                spec.database(),
                spec.username(),
                spec.tls(),
                Map.copyOf(spec.labels()),
                FunctionView.of(spec.functions()),
                registered.origin(),
                version);
    }
}
