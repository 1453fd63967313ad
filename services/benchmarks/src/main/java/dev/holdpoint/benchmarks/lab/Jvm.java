package dev.holdpoint.benchmarks.lab;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the measured JVMs are started: compiled to the end, unlike on a laptop, where starting fast
 * matters more. What the caller's environment says of single programs is added.
 */
public final class Jvm {
    private static final List<String> PROGRAMS =
            List.of(
                    "PROXY_EDGE",
                    "POLICY_SERVICE",
                    "APPROVAL_SERVICE",
                    "AUDIT_SERVICE",
                    "REVIEW_SERVICE");

    private Jvm() {}

    /** Options of each program, as its environment variable. */
    public static Map<String, String> measured() {
        return measured("");
    }

    /** As above, with more options for the edge. */
    public static Map<String, String> measured(String edge) {
        var all = new HashMap<String, String>();
        for (var program : PROGRAMS) {
            var name = "HOLDPOINT_JVM_" + program;
            var more = program.equals("PROXY_EDGE") ? edge + " " : "";
            var own = System.getenv().getOrDefault(name, "");
            all.put(name, ("-XX:TieredStopAtLevel=4 " + more + own).strip());
        }
        return all;
    }
}
