package dev.holdpoint.benchmarks.policy;

import dev.holdpoint.benchmarks.parts.Sample;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.policy.contract.DecisionQuery;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Everyday reads of an agent, no two of them alike. */
final class Questions {
    private static final int DIFFERENT = 500;

    private Questions() {}

    static List<DecisionQuery> all() {
        return IntStream.range(0, DIFFERENT).mapToObj(Questions::one).toList();
    }

    private static DecisionQuery one(int number) {
        return new DecisionQuery(
                Sample.AGENT,
                Sample.TARGET,
                new SessionId("s-" + number),
                new CommandId("c-" + number),
                facts("public.pgbench_" + number),
                new SessionUse("pgbench", "127.0.0.1", number, number * 10L, 0),
                null,
                Map.of(),
                null);
    }

    private static CommandFacts facts(String table) {
        return new CommandFacts(
                Sample.FACTS.kinds(),
                Sample.FACTS.effects(),
                List.of(table),
                List.of(),
                Sample.FACTS.columns(),
                List.of(table + ".abalance"),
                List.of(),
                List.of(table + ".aid"),
                List.of(),
                true,
                false,
                null,
                Sample.FACTS.fingerprint());
    }
}
