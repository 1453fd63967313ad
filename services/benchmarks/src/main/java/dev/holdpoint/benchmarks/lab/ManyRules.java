package dev.holdpoint.benchmarks.lab;

import dev.holdpoint.benchmarks.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A policy of many rules, half of them with a condition, of which only the last one matches. */
public final class ManyRules {
    private static final String HEAD =
            """
            apiVersion: holdpoint.dev/v1
            kind: Policy
            metadata: { name: many }
            spec:
              targets: { names: [ "*" ] }
              rules:
            """;

    private ManyRules() {}

    /**
     * Its document.
     *
     * @param rules the one that allows reading included
     * @param risk entries with a condition; if there are any, one more rule asks for their sum
     */
    public static String policy(int rules, int risk) {
        var text = new StringBuilder(HEAD);
        for (int i = 1; i < rules; i++) {
            text.append(i % 2 == 0 ? byCondition(i) : byMatch(i));
        }
        text.append("    - { name: reads, decide: allow, match: { effects: [ read ] } }\n");
        return text.append(risk > 0 ? risk(risk) : "").toString();
    }

    /** A new directory below {@code work} with the benchmarks' target and grants, and this. */
    public static Path directory(Path home, Path work, int rules) {
        var own = home.resolve("services/benchmarks/policies/bench.yaml");
        try {
            var documents = Files.createDirectories(work.resolve("documents"));
            var bench = Files.readString(own);
            int policy = bench.lastIndexOf("---\n");
            Files.writeString(documents.resolve("bench.yaml"), bench.substring(0, policy));
            Files.writeString(documents.resolve("many.yaml"), policy(rules, 0));
            return documents;
        } catch (IOException e) {
            throw new BenchFailure("cannot write the documents: " + e.getMessage(), e);
        }
    }

    private static String byCondition(int i) {
        return """
                - name: relation-%d
                  decide: deny
                  match: { effects: [ read, write ] }
                  when: statement.reads.exists(r, r == "public.secret_%d")
                  reason: Not this one.
            """
                .formatted(i, i);
    }

    private static String byMatch(int i) {
        return """
                - { name: ddl-%d, decide: deny, match: { effects: [ ddl ] }, reason: No. }
            """
                .formatted(i);
    }

    private static String risk(int entries) {
        var text =
                new StringBuilder(
                        """
                            - { name: risky, decide: deny, match: {}, when: risk > 90 }
                          risk:
                        """);
        for (int i = 0; i < entries; i++) {
            text.append(
                    """
                        - { name: e-%d, add: 4, match: { effects: [ read ] },
                            when: "session.commandsLastMinute > %d" }
                    """
                            .formatted(i, i * 20));
        }
        return text.toString();
    }
}
