package dev.holdpoint.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.analyse.PostgresAnalyser;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are understood without their bulk. */
class LargeTextTest {
    private static final int LARGEST = 16 << 20;
    private static final PostgresAnalyser ANALYSER =
            new PostgresAnalyser(
                    new PostgresAnalyser.Limits(LARGEST, Duration.ofSeconds(30), 1, 10, 1 << 20));
    private static final String BULK = "x".repeat(300_000);

    @AfterAll
    static void close() {
        ANALYSER.close();
    }

    private static Analysis of(String text) {
        return ANALYSER.analyse(text, Corpus.CATALOG).toCompletableFuture().join();
    }

    private static Analysis.Understood understood(String text) {
        var analysis = of(text);
        assertThat(analysis).isInstanceOf(Analysis.Understood.class);
        return (Analysis.Understood) analysis;
    }

    private static String refusal(String text) {
        var analysis = of(text);
        assertThat(analysis).isInstanceOf(Analysis.NotUnderstood.class);
        assertThat(analysis.facts().effects()).containsExactly(Effect.UNKNOWN);
        assertThat(analysis.recordableText()).doesNotContain("xxxx");
        return ((Analysis.NotUnderstood) analysis).reason();
    }

    private static String rows(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "(%d, 'it''s row \\%d', NULL, -1.5e-3)".formatted(i, i))
                .collect(Collectors.joining(",\n"));
    }

    private static String numbers(int count) {
        return IntStream.range(0, count)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(", "));
    }

    @Test
    void a_literal_of_sixteen_mebibytes_is_understood_and_one_byte_more_is_not() {
        var most = "SELECT '" + "x".repeat(LARGEST - 9) + "'";

        assertThat(understood(most).facts().effects()).containsExactly(Effect.READ);
        assertThat(refusal(most.replace("SELECT ", "SELECT  "))).contains(LARGEST + " bytes");
    }

    @Test
    void an_insert_of_many_rows_is_understood_as_one_of_a_few() {
        var few = understood("INSERT INTO public.payments (id, a, b, c) VALUES " + rows(3));
        var many = understood("INSERT INTO public.payments (id, a, b, c) VALUES " + rows(350_000));

        assertThat(many.facts().effects()).isEqualTo(few.facts().effects());
        assertThat(many.facts().columnsWritten()).isEqualTo(few.facts().columnsWritten());
        assertThat(many.facts().fingerprint()).isEqualTo(few.facts().fingerprint());
    }

    @Test
    void lists_of_many_constants_are_understood() {
        var list = numbers(1_900_000);
        for (var text :
                new String[] {
                    "SELECT id FROM public.payments WHERE id IN (%s)",
                    "SELECT id FROM public.payments WHERE id = ANY (ARRAY[%s])"
                }) {
            assertThat(understood(text.formatted(list)).facts())
                    .isEqualTo(understood(text.formatted("1, 2, 3")).facts());
        }
    }

    @Test
    void what_comes_behind_the_bulk_counts() {
        var text = "SELECT '" + BULK + "'; DELETE FROM public.payments";

        assertThat(understood(text).facts().kinds()).containsExactly("SELECT", "DELETE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO '%s'",
                "SET search_path = '%s'",
                "SELECT set_config('search_path', '%s', false)",
                "SELECT '%s'::regclass",
                "SELECT 1 FROM public.payments WHERE note LIKE '%s'",
                "SELECT $$ ' $$, '%s'",
                "SELECT 1 AS \"'\", '%s'",
                "SELECT $a$ '%s' $a$",
                "SELECT 'a' '%s'",
                "SELECT 'a'\n'%s'",
                "SELECT E'\\'', 1 AS a%s",
                "SELECT €E'\\', '%s', ''",
                "SELECT N\"'\" '%s'",
                "SELECT '%s'\n'b'",
                "SELECT U&'%s'",
                "SELECT /* ' /* ' */ '%s' ' */ FROM",
                "SELECT B'%s'",
                "COPY public.payments TO '%s'",
                "SELECT '%s",
                "SELECT %s"
            })
    void bulk_that_is_no_value_or_hides_what_is_none_is_refused_or_kept(String shape) {
        var small = Analysing.of(shape.replace("%s", "x".repeat(100)));
        var large = of(shape.replace("%s", BULK));

        if (large instanceof Analysis.Understood) {
            assertThat(large.facts()).isEqualTo(small.facts());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO '%s'",
                "SET search_path = '%s'",
                "SELECT set_config('search_path', '%s', false)",
                "SELECT '%s'::regclass",
                "SELECT $a$ '%s' $a$",
                "SELECT '%s'\n'b'",
                "SELECT '%s",
                "SELECT %s"
            })
    void bulk_that_is_no_value_is_refused(String shape) {
        refusal(shape.replace("%s", BULK));
    }

    @Test
    void many_columns_of_one_row_are_not_taken_for_many_rows() {
        var columns = "(1),".repeat(100_000);

        assertThat(refusal("INSERT INTO public.payments VALUES (1, " + columns + "(1))"))
                .contains("rows of constants");
    }

    @Test
    void a_column_whose_name_only_looks_like_a_constant_is_seen() {
        var text =
                "SELECT 1 FROM public.payments WHERE id IN (%s, fal\u017fe, %s)"
                        .formatted(numbers(50_000), numbers(50_000));

        assertThat(understood(text).facts().columns()).contains("fal\u017fe");
    }

    @Test
    void a_call_in_the_middle_of_many_rows_is_seen() {
        var text =
                "INSERT INTO public.payments VALUES "
                        + rows(10_000)
                        + ",(1, pg_read_file('x'), NULL, 1),"
                        + rows(10_000);

        assertThat(understood(text).facts().functions()).containsExactly("pg_read_file");
    }

    @Test
    void the_beginning_is_recorded_without_credentials_and_with_length_and_digest() {
        var plain = "SELECT '" + BULK + "'";
        var secret = "SELECT 'host=a password=hunter2', '" + BULK + "'";

        assertThat(understood(plain).recordableText())
                .startsWith("SELECT 'xxxx")
                .contains("… (300009 bytes in all, sha256:")
                .hasSizeLessThan(4_300);
        assertThat(understood(secret).recordableText())
                .startsWith("SELECT '***', '***'")
                .doesNotContain("hunter2");
    }
}
