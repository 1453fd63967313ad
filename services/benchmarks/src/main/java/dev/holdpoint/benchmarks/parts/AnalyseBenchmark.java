package dev.holdpoint.benchmarks.parts;

import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.analyse.PostgresAnalyser;
import dev.holdpoint.sql.analyse.PostgresAnalyser.Limits;
import dev.holdpoint.sql.catalogue.CatalogRelation;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Understanding an OLTP statement, the hand-over to the parser's thread and back included: one
 * whose text is new each time, and one that is remembered.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AnalyseBenchmark {
    private static final String KNOWN = "SELECT abalance FROM pgbench_accounts WHERE aid = $1";
    private static final SqlCatalog CATALOG =
            SqlCatalog.of(
                    table("pgbench_accounts", "aid", "bid", "abalance", "filler"),
                    table("pgbench_tellers", "tid", "bid", "tbalance", "filler"));

    private final PostgresAnalyser analyser =
            new PostgresAnalyser(new Limits(256 << 10, Duration.ofSeconds(1), 1, 64, 32L << 20));
    private int next;

    @Setup(Level.Trial)
    public void warmUp() {
        analyser.warmUp().toCompletableFuture().join();
        if (!(remembered() instanceof Analysis.Understood)) {
            throw new IllegalStateException("not understood: " + KNOWN);
        }
    }

    @TearDown(Level.Trial)
    public void close() {
        analyser.close();
    }

    @Benchmark
    public Analysis newSelect() {
        return of("SELECT abalance FROM pgbench_accounts WHERE aid = " + next++);
    }

    @Benchmark
    public Analysis newUpdate() {
        return of("UPDATE pgbench_tellers SET tbalance = tbalance + 7 WHERE tid = " + next++);
    }

    @Benchmark
    public Analysis newJoin() {
        return of(
                "SELECT a.aid, sum(t.tbalance) FROM pgbench_accounts a JOIN pgbench_tellers t USING"
                        + " (bid) WHERE a.abalance > 10 GROUP BY a.aid ORDER BY 2 DESC LIMIT "
                        + next++);
    }

    @Benchmark
    public Analysis remembered() {
        return of(KNOWN);
    }

    private Analysis of(String text) {
        return analyser.analyse(text, CATALOG).toCompletableFuture().join();
    }

    private static CatalogRelation table(String name, String... columns) {
        return new CatalogRelation("public", name, List.of(columns), "");
    }
}
