package dev.holdpoint.benchmarks.parts;

import dev.holdpoint.benchmarks.lab.ManyRules;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.evaluate.Budget;
import dev.holdpoint.policy.evaluate.Evaluator;
import dev.holdpoint.policy.evaluate.Revision;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.index.GrantIndex;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.SourceFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Deciding one command, uncached: half of the rules have a condition, none matches but the last.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecideBenchmark {
    @Param({"20", "200"})
    public int rules;

    /** Entries with a condition; if there are any, a rule asks for what they add up to. */
    @Param({"0", "20"})
    public int risk;

    /** All but one of them for others: half by name, half for groups. */
    @Param({"1", "10000"})
    public int grants;

    private Rulebook rulebook = Rulebook.EMPTY;
    private final DecisionQuery query =
            new DecisionQuery(
                    Sample.AGENT,
                    Sample.TARGET,
                    new SessionId("s-1"),
                    new CommandId("c-1"),
                    Sample.FACTS,
                    Sample.USE,
                    null,
                    Map.of(),
                    null);

    @Setup
    public void read() {
        var policies =
                DocumentReader.policies(
                        List.of(new SourceFile("bench.yaml", ManyRules.policy(rules, risk))));
        rulebook =
                new Rulebook(
                        new Revision(new RevisionId("sha256:1"), policies),
                        Map.of(Sample.TARGET, target()),
                        grants(),
                        1);
        if (!(decide() instanceof Decision.Allow)) {
            throw new IllegalStateException("not allowed: " + decide());
        }
    }

    @Benchmark
    public Decision decide() {
        return Evaluator.decide(
                        rulebook,
                        query,
                        Sample.NOON,
                        new Budget(System::nanoTime, Duration.ofSeconds(1)))
                .decision();
    }

    private static TargetSpec target() {
        return new TargetSpec(
                "postgres",
                "127.0.0.1",
                5432,
                "payments",
                "app",
                "env:NONE",
                "disable",
                Map.of(),
                List.of());
    }

    private GrantIndex grants() {
        var all =
                GrantIndex.empty().with(new GrantId("agents"), grant(List.of(), List.of("agents")));
        for (int i = 1; i < grants; i++) {
            var somebody = List.of("other-" + i);
            all =
                    all.with(
                            new GrantId("g-" + i),
                            i % 2 == 0 ? grant(somebody, List.of()) : grant(List.of(), somebody));
        }
        return all;
    }

    private static GrantSpec grant(List<String> subjects, List<String> groups) {
        return new GrantSpec(
                subjects,
                groups,
                List.of(Sample.TARGET),
                Map.of(),
                List.of(Effect.READ),
                "bob",
                null,
                null,
                Origin.FILE,
                null,
                null,
                null);
    }
}
