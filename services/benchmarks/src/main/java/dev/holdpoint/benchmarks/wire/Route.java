package dev.holdpoint.benchmarks.wire;

import java.util.List;
import java.util.Map;

/**
 * One way from a client to the target.
 *
 * @param encrypted whether the client speaks TLS on it
 * @param environment what libpq needs to take it
 * @param processes what runs on the way, by name, for the processor time it uses
 */
record Route(
        String name,
        boolean encrypted,
        Map<String, String> environment,
        Map<String, Long> processes,
        Turn turn) {
    /** What must be done before and after a route's turn. */
    interface Turn {
        Turn NOTHING = _ -> {};

        /**
         * @param begins true before the first byte, false after the last
         */
        void run(boolean begins);
    }

    Route(String name, boolean encrypted, Map<String, String> environment, Process process) {
        this(name, encrypted, environment, Map.of(name, process.pid()), Turn.NOTHING);
    }

    /** The name with what the client speaks, as tables show it. */
    String label() {
        return name + (encrypted ? " (TLS)" : "");
    }

    /** Routes that are compared with one another. */
    static List<Route> alike(List<Route> all, boolean encrypted) {
        return all.stream().filter(route -> route.encrypted() == encrypted).toList();
    }
}
