package dev.holdpoint.benchmarks.wire;

import dev.holdpoint.benchmarks.BenchFailure;
import dev.holdpoint.benchmarks.lab.RawClient;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Large results over a route, as SELECT and as COPY, with a masked column and without. */
final class Streaming {
    private static final String COLUMNS = "id, holder, card_number, note";
    private final Supplier<String> token;

    /**
     * @param token for the edge, which wants to know who asks
     */
    Streaming(Supplier<String> token) {
        this.token = token;
    }

    static Map<String, String> statements() {
        var all = new LinkedHashMap<String, String>();
        all.put("SELECT, masked", "SELECT " + COLUMNS + " FROM cards_masked");
        all.put("SELECT", "SELECT " + COLUMNS + " FROM cards_open");
        all.put("COPY TO, masked", "COPY (SELECT " + COLUMNS + " FROM cards_masked) TO STDOUT");
        all.put("COPY TO", "COPY (SELECT " + COLUMNS + " FROM cards_open) TO STDOUT");
        return all;
    }

    /** Bytes per second. */
    double run(Route route, String statement) {
        try (var client = RawClient.open(environment(route))) {
            return client.query(statement).bytesPerSecond();
        } catch (BenchFailure e) {
            throw new BenchFailure(route.label() + ": " + e.getMessage(), e);
        }
    }

    private Map<String, String> environment(Route route) {
        if (!route.name().startsWith(GatewayRoutes.NAME)) {
            return route.environment();
        }
        var environment = new HashMap<>(route.environment());
        environment.put("PGUSER", "oidc");
        environment.put("PGPASSWORD", token.get());
        return environment;
    }
}
