package dev.holdpoint.edge.postgres.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.estimate.Asking.NotAsked;
import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.edge.session.Credential;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.analyse.PostgresAnalyser;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {
    private static final SqlCatalog CATALOG =
            new SqlCatalog(Set.of("imm"), Set.of("~~>"), Set.of("money_of"), Set.of("peek"));
    private static final PostgresAnalyser ANALYSER =
            new PostgresAnalyser(PostgresAnalyser.Limits.defaults());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id FROM orders WHERE amount > 3",
                "DELETE FROM orders; ",
                "INSERT INTO orders SELECT n FROM generate_series(1, 9) n",
                "UPDATE orders SET amount = round(amount) WHERE id = $1",
                "WITH gone AS (DELETE FROM orders RETURNING id) SELECT count(*) FROM gone",
                "MERGE INTO orders o USING customers c ON o.id = c.id WHEN MATCHED THEN DELETE"
            })
    void plain_statements_of_built_in_functions_may_be_planned(String text) {
        assertThat(about(text)).isInstanceOf(Question.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT imm(1)",
                "SELECT public.abs(1)",
                "SELECT id FROM orders WHERE id ~~> 3",
                "SELECT '1'::money_of",
                "SELECT * FROM peek",
                "SELECT o.imm FROM orders o",
                "SELECT 1; SELECT 2",
                "SELECT set_config('work_mem', '1MB', false)",
                "CREATE TABLE t AS SELECT 1",
                "SELECT 1 INTO t",
                "EXPLAIN SELECT 1",
                "EXECUTE known",
                "COPY orders TO STDOUT",
                "TRUNCATE orders",
                "SELECT ("
            })
    void whatever_else_is_never_planned(String text) {
        assertThat(about(text)).isInstanceOf(NotAsked.class);
    }

    private static Asking about(String text) {
        var facts =
                switch (ANALYSER.analyse(text, CATALOG).toCompletableFuture().join()) {
                    case Analysis.Understood understood -> understood.facts();
                    case Analysis.NotUnderstood notUnderstood -> notUnderstood.facts();
                };
        var spec =
                new TargetSpec(
                        "postgres", "db", 5432, "d", "u", "env:X", "disable", Map.of(), List.of());
        return Question.about(
                new TargetName("payments"),
                new Admitted(spec, new Credential("u", "p"), List.of()),
                List.of(text),
                facts,
                Optional.empty());
    }
}
