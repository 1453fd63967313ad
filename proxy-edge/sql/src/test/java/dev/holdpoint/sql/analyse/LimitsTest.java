package dev.holdpoint.sql.analyse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.Analysing;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    private static final Set<String> NONE = Set.of();
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(30);

    private static PostgresAnalyser analyser(Duration deadline, int queue) {
        return new PostgresAnalyser(
                new PostgresAnalyser.Limits(256 << 10, deadline, 1, queue, 1 << 20));
    }

    private static Analysis analyse(PostgresAnalyser analyser, String text) {
        return analyser.analyse(text, SqlCatalog.EMPTY).toCompletableFuture().join();
    }

    private static String notUnderstood(Analysis analysis) {
        assertThat(analysis).isInstanceOf(Analysis.NotUnderstood.class);
        assertThat(analysis.facts().effects()).containsExactly(Effect.UNKNOWN);
        return ((Analysis.NotUnderstood) analysis).reason();
    }

    @Test
    void ten_thousand_terms_are_understood() {
        assertThat(Analysing.of("SELECT " + "1+".repeat(10_000) + "1").facts().effects())
                .containsExactly(Effect.READ);
    }

    @Test
    void a_query_whose_columns_double_with_each_part_is_refused() {
        var doubling =
                IntStream.range(1, 24)
                        .mapToObj(
                                i ->
                                        "a%d AS (SELECT * FROM a%d x, a%d y)"
                                                .formatted(i, i - 1, i - 1))
                        .collect(Collectors.joining(", ", "WITH a0 AS (SELECT 1, 2), ", " "));

        assertThat(notUnderstood(Analysing.of(doubling + "SELECT 1 FROM a23"))).contains("columns");
        assertThat(notUnderstood(Analysing.of(doubling + "DELETE FROM t"))).contains("columns");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(SELECT %s ORDER BY 1)",
                "CASE WHEN %s THEN 1 END IS NULL",
                "CASE %s WHEN true THEN true END",
                "(SELECT count(*) FILTER (WHERE %s) = 1)",
                "(SELECT %s GROUP BY 1)"
            })
    void nesting_costs_no_more_than_it_may(String level) {
        var text = "true";
        for (int depth = 0; depth < 60; depth++) {
            text = level.formatted(text);
        }

        var analysis = Analysing.of("SELECT " + text);

        if (analysis instanceof Analysis.NotUnderstood) {
            assertThat(notUnderstood(analysis)).contains("too many columns");
        }
    }

    @Test
    void columns_of_many_wide_queries_are_refused() {
        var wide = "(SELECT " + "1,".repeat(1_600) + "1) ";
        var from =
                IntStream.range(0, 2_000).mapToObj(i -> "w x" + i).collect(Collectors.joining(","));

        assertThat(notUnderstood(Analysing.of("WITH w AS " + wide + "SELECT * FROM " + from)))
                .contains("columns");
    }

    @Test
    void an_insert_of_thirty_thousand_rows_is_understood() {
        var rows =
                IntStream.range(0, 30_000)
                        .mapToObj(i -> "(1,'a')")
                        .collect(Collectors.joining(","));

        assertThat(Analysing.of("INSERT INTO t VALUES " + rows).facts().effects())
                .containsExactly(Effect.WRITE);
        assertThat(
                        Analysing.of("SELECT * FROM t WHERE id IN (" + "1,".repeat(100_000) + "1)")
                                .facts()
                                .effects())
                .containsExactly(Effect.READ);
    }

    @Test
    void ten_thousand_parentheses_are_refused_and_others_go_on() {
        notUnderstood(Analysing.of("SELECT " + "(".repeat(10_000) + "1" + ")".repeat(10_000)));

        assertThat(Analysing.of("SELECT 1")).isInstanceOf(Analysis.Understood.class);
    }

    @Test
    void a_text_over_its_deadline_is_refused_and_the_next_is_not() {
        try (var analyser = analyser(SHORT, 10)) {
            analyser.warmUp().toCompletableFuture().join();

            assertThat(notUnderstood(analyse(analyser, "SELECT " + "1,".repeat(120_000) + "1")))
                    .contains("too long to parse");
            assertThat(IntStream.range(0, 1_000).mapToObj(i -> analyse(analyser, "SELECT 1")))
                    .anyMatch(Analysis.Understood.class::isInstance);
        }
    }

    @Test
    void a_full_queue_refuses_instead_of_waiting() {
        try (var analyser = analyser(LONG, 1)) {
            var answers =
                    IntStream.range(0, 20)
                            .mapToObj(i -> analyser.analyse("SELECT " + i, SqlCatalog.EMPTY))
                            .toList();

            assertThat(answers.stream().map(a -> a.toCompletableFuture().join()).toList())
                    .anySatisfy(a -> assertThat(notUnderstood(a)).contains("wait"))
                    .anySatisfy(a -> assertThat(a).isInstanceOf(Analysis.Understood.class));
        }
    }

    @Test
    void who_has_many_texts_waits_behind_itself_and_not_before_others() {
        try (var analyser = analyser(LONG, 1_000)) {
            var many = IntStream.range(0, 100).mapToObj(i -> slow(analyser, i, "mallory")).toList();

            var one = analyser.analyse("SELECT 1", SqlCatalog.EMPTY, "alice");

            assertThat(one.toCompletableFuture().join()).isInstanceOf(Analysis.Understood.class);
            assertThat(many.stream().filter(CompletableFuture::isDone)).hasSizeLessThan(50);
        }
    }

    @Test
    void one_fills_a_quarter_of_the_queue_and_leaves_the_rest_to_others() {
        try (var analyser = analyser(LONG, 40)) {
            var many = IntStream.range(0, 100).mapToObj(i -> slow(analyser, i, "mallory")).toList();

            var one = analyser.analyse("SELECT 1", SqlCatalog.EMPTY, "alice");

            assertThat(one.toCompletableFuture().join()).isInstanceOf(Analysis.Understood.class);
            assertThat(many.stream().map(CompletableFuture::join))
                    .anySatisfy(a -> assertThat(notUnderstood(a)).contains("too many statements"));
        }
    }

    @Test
    void a_text_that_waits_too_long_is_refused() {
        try (var analyser = analyser(SHORT, 1_000)) {
            var many = IntStream.range(0, 250).mapToObj(i -> slow(analyser, i, "mallory")).toList();

            assertThat(many.stream().map(CompletableFuture::join))
                    .anySatisfy(
                            a -> assertThat(notUnderstood(a)).contains("waited too long behind"));
        }
    }

    /** A text nobody has analysed before, of some ten thousand columns. */
    private static CompletableFuture<Analysis> slow(
            PostgresAnalyser analyser, int which, String whose) {
        var text = "SELECT " + "1,".repeat(10_000) + which;
        return analyser.analyse(text, SqlCatalog.EMPTY, whose).toCompletableFuture();
    }

    @Test
    void an_equal_text_is_analysed_once_and_memory_is_bounded() {
        try (var analyser = analyser(LONG, 10)) {
            var first = analyse(analyser, "SELECT 1");
            assertThat(analyse(analyser, "SELECT 1")).isSameAs(first);

            IntStream.range(0, 500).forEach(i -> analyse(analyser, "SELECT " + i + " AS a"));

            assertThat(analyser.remembered()).isLessThanOrEqualTo((1 << 20) / 4096);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PREPARE p AS "})
    void a_short_text_of_many_columns_takes_the_memory_of_its_columns(String begin) {
        var wide = "WITH w AS (SELECT " + "1,".repeat(499) + "1) SELECT * FROM w a";
        for (char alias = 'b'; alias <= 'j'; alias++) {
            wide += ", w " + alias;
        }
        try (var analyser = analyser(LONG, 10)) {
            for (int i = 0; i < 10; i++) {
                assertThat(analyse(analyser, begin + wide + " -- " + i))
                        .isInstanceOf(Analysis.Understood.class);
            }
            assertThat(analyser.remembered()).isBetween(1L, (1 << 20) / (5_000 * 64L));
        }
    }

    @Test
    void another_catalogue_is_another_analysis() {
        var other = new SqlCatalog(Set.of("upper"), NONE, NONE, NONE);

        assertThat(Analysing.of("SELECT upper('a')").facts().effects())
                .containsExactly(Effect.READ);
        assertThat(Analysing.of("SELECT upper('a')", other).facts().effects())
                .contains(Effect.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1\0; DELETE FROM payments", "SELECT '\ud800'"})
    void a_text_that_cannot_travel_is_refused(String text) {
        notUnderstood(Analysing.of(text));
    }

    @Test
    void a_text_over_the_byte_limit_is_refused() {
        assertThat(notUnderstood(Analysing.of("SELECT '" + "ä".repeat(131_072) + "'")))
                .contains("262144");
    }

    @Test
    void an_empty_text_does_nothing() {
        for (var text : List.of("", " ", ";", "-- x", "/* x */")) {
            assertThat(Analysing.understood(text).facts().effects()).isEmpty();
        }
    }
}
