package dev.holdpoint.benchmarks.wire;

import dev.holdpoint.benchmarks.BenchFailure;
import dev.holdpoint.benchmarks.lab.RawClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Large results over a route, as SELECT and as COPY, with a masked column and without. */
final class Streaming {
    private static final String COLUMNS = "id, holder, card_number, note";
    private final Supplier<Map<String, String>> gateway;

    /**
     * @param gateway how to log in at the edge, which wants to know who asks
     */
    Streaming(Supplier<Map<String, String>> gateway) {
        this.gateway = gateway;
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
        try (var client = RawClient.open(environment(route)).reading(256 * 1024)) {
            return client.query(statement).bytesPerSecond();
        } catch (BenchFailure e) {
            throw new BenchFailure(route.label() + ": " + e.getMessage(), e);
        }
    }

    private Map<String, String> environment(Route route) {
        return route.name().startsWith(GatewayRoutes.NAME) ? gateway.get() : route.environment();
    }
}
