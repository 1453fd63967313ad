package dev.holdpoint.benchmarks.wire;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One thing pgbench is told to do. */
record Load(String label, List<String> arguments, int clients) {
    static Load select(String protocol, int clients) {
        return new Load(
                "-S -M %s, %d client%s".formatted(protocol, clients, clients == 1 ? "" : "s"),
                List.of("-S", "-M", protocol),
                clients);
    }

    static Load one(Path script, String protocol) {
        return new Load(
                "SELECT 1, %s, 1 client".formatted(protocol),
                List.of("-f", script.toString(), "-M", protocol),
                1);
    }

    /** The rows of the throughput and latency table. */
    static List<Load> all(Path script, boolean quick) {
        var all = new ArrayList<Load>();
        for (var protocol : List.of("prepared", "simple")) {
            for (int clients : quick ? new int[] {1, 8} : new int[] {1, 8, 64}) {
                all.add(select(protocol, clients));
            }
        }
        all.add(one(script, "simple"));
        all.add(one(script, "prepared"));
        return all;
    }
}
