package dev.holdpoint.policy.evaluate;

import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.SourceFile;
import java.util.List;
import java.util.Random;

/** Policies with many rules, risk entries and masks, read once, of which to take some. */
final class PolicyPool {
    private static final int RULES = 60;
    private static final int ENTRIES = 20;
    private static final int MASKS = 12;

    private static final List<String> DECISIONS = List.of("allow", "hold", "deny");
    private static final List<String> MATCHES =
            List.of(
                    "effects: [ read ]",
                    "effects: [ read, write, session ]",
                    "effects: [ write ]",
                    "effects: [ read, ddl, privilege ]",
                    "effects: [ read, write ], tables: [ public.customers ]",
                    "effects: [ read, session ], reads: [ 'public.*' ]",
                    "effects: [ read, write ], writes: [ orders, public.orders ]",
                    "effects: [ read, write ], columnsRead: [ public.customers.email ]",
                    "effects: [ read, write ], columns: [ email, amount ]",
                    "effects: [ read, write, ddl ], functions: [ 'pg_*' ]",
                    "effects: [ read, write ], kinds: [ select ]",
                    "principal: { kind: agent }, effects: [ read, write, ddl ]",
                    "principal: { groups: [ dba ] }, effects: [ read, write ]",
                    "principal: { subjects: [ alice ] }, effects: [ read, session, ddl ]");
    private static final List<String> CONDITIONS =
            List.of(
                    "statement.estimatedRows > 500",
                    "statement.hasWhere || statement.estimatedRows < 100",
                    "!statement.hasWhere",
                    "session.commandsLastMinute > 10",
                    "session.rowsReturned >= 100",
                    "session.rowsWritten >= 100 && statement.destructive",
                    "session.justification == 'because'",
                    "session.applicationName == 'psql'",
                    "session.clientAddress.startsWith('10.')",
                    "'team' in statement.tags && statement.tags['team'] == 'red'",
                    "statement.tags['missing'] == 'x'",
                    "statement.reads.exists(t, t == 'public.orders')",
                    "statement.reads[1] == 'orders'",
                    "principal.kind == 'agent' || statement.destructive",
                    "'engineers' in principal.groups");
    private static final List<String> ASKING_RISK =
            List.of("risk > 30", "risk < 50", "risk >= 80 || !statement.hasWhere", "risk == 0");
    private static final List<String> MODES =
            List.of(
                    "mode: wait",
                    "mode: ticket",
                    "mode: ticket, wait: 30s, window: 5m",
                    "mode: ticket, wait: 2m");
    private static final List<String> FURTHER =
            List.of(
                    "",
                    ", justification: required",
                    ", inTransaction: { wait: 60s }",
                    ", inTransaction: true");
    private static final List<String> USINGS =
            List.of(
                    "redact",
                    "'null'",
                    "token",
                    "formatPreserving",
                    "{ keepLast: 4 }",
                    "{ keepLast: 2 }");

    static final List<PolicyDocument> POLICIES =
            DocumentReader.policies(
                    List.of(
                            new SourceFile("one.yaml", text("one", "names: [ '*' ]", 1)),
                            new SourceFile(
                                    "two.yaml", text("two", "labels: { data: payments }", 2)),
                            new SourceFile("three.yaml", text("three", "names: [ other ]", 3))));

    private PolicyPool() {}

    private static String text(String name, String targets, long seed) {
        var random = new Random(seed);
        var text =
                new StringBuilder(
                        """
                        apiVersion: holdpoint.dev/v1
                        kind: Policy
                        metadata: { name: %s }
                        spec:
                          targets: { %s }
                          recording: %s
                        """
                                .formatted(name, targets, seed == 1 ? "statements" : "results"));
        text.append("  rules:\n");
        for (int i = 0; i < RULES; i++) {
            text.append("    - ").append(rule(i, random)).append('\n');
        }
        text.append("  risk:\n");
        for (int i = 0; i < ENTRIES; i++) {
            text.append("    - ").append(entry(i, random)).append('\n');
        }
        text.append("  masks:\n");
        for (int i = 0; i < MASKS; i++) {
            text.append("    - ").append(mask(i, random)).append('\n');
        }
        return text.toString();
    }

    private static String rule(int number, Random random) {
        var decide = DECISIONS.get(number % DECISIONS.size());
        var text =
                new StringBuilder(
                        "{ name: r-%d, decide: %s, match: { %s }, reason: Rule %d."
                                .formatted(number, decide, one(MATCHES, random), number));
        if (random.nextInt(3) > 0) {
            var conditions = random.nextInt(3) == 0 ? ASKING_RISK : CONDITIONS;
            text.append(", when: \"").append(one(conditions, random)).append('"');
        }
        if (!decide.equals("deny") && random.nextInt(4) == 0) {
            text.append(", justification: required");
        }
        if (decide.equals("allow") && random.nextInt(3) == 0) {
            text.append(", limits: { rows: %d }".formatted(1 + random.nextInt(1000)));
        }
        if (decide.equals("hold")) {
            text.append(random.nextInt(3) == 0 ? ", beyondGrant: true" : "");
            text.append(approval(random));
        }
        return text.append(" }").toString();
    }

    private static String approval(Random random) {
        return ", approval: { from: [ { group: %s, votes: %d } ], expires: %dm, %s%s }"
                .formatted(
                        one(List.of("dba", "security"), random),
                        1 + random.nextInt(2),
                        3 + random.nextInt(30),
                        one(MODES, random),
                        one(FURTHER, random));
    }

    private static String entry(int number, Random random) {
        int points = 5 + random.nextInt(70);
        return "{ name: e-%d, add: %d, match: { %s }%s }"
                .formatted(
                        number,
                        random.nextInt(3) == 0 ? -points : points,
                        one(MATCHES, random),
                        random.nextBoolean() ? ", when: \"" + one(CONDITIONS, random) + "\"" : "");
    }

    private static String mask(int number, Random random) {
        var what =
                random.nextBoolean()
                        ? "columns: [ public.customers.email, public.orders.amount ]"
                        : "detect: [ email, %s ]"
                                .formatted(random.nextBoolean() ? "iban" : "secret");
        return "{ name: m-%d, %s, using: %s }".formatted(number, what, one(USINGS, random));
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
