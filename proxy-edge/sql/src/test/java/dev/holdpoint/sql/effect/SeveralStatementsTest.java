package dev.holdpoint.sql.effect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.CommandEvent.StatementFacts;
import dev.holdpoint.events.CommandEvent.StatementList;
import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.Analysing;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each statement of a text does by itself. */
class SeveralStatementsTest {
    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1", "SELECT 1;", "", ";", "PREPARE p AS SELECT 1"})
    void a_text_without_several_statements_lists_none(String text) {
        assertThat(Analysing.understood(text).statements()).isNull();
    }

    @Test
    void each_has_its_own_kind_effects_and_relations() {
        var text =
                "BEGIN; SELECT a FROM t; DELETE FROM u WHERE b IN (SELECT a FROM t); DROP VIEW v";
        var analysis = Analysing.understood(text);

        assertThat(listed(text))
                .extracting(StatementFacts::kind)
                .isEqualTo(analysis.facts().kinds());
        assertThat(listed(text))
                .extracting(StatementFacts::reads)
                .containsExactly(List.of(), List.of("t"), List.of("t"), List.of());
        assertThat(listed(text))
                .extracting(StatementFacts::writes)
                .containsExactly(List.of(), List.of(), List.of("u"), List.of("v"));
        assertThat(listed(text).get(1).effects()).containsExactly(Effect.READ);
        assertThat(listed(text).get(2).effects()).contains(Effect.WRITE).doesNotContain(Effect.DDL);
    }

    @Test
    void together_they_do_what_the_text_does() {
        var text = "SELECT a FROM t; UPDATE u SET b = 1; SET x.y = '1'; CREATE TABLE w (a int)";
        var facts = Analysing.understood(text).facts();

        assertThat(effects(text)).isEqualTo(facts.effects());
        assertThat(listed(text).stream().flatMap(part -> part.reads().stream()).distinct())
                .containsExactlyElementsOf(facts.reads());
        assertThat(listed(text).stream().flatMap(part -> part.writes().stream()).distinct())
                .containsExactlyElementsOf(facts.writes());
    }

    @Test
    void a_doubt_is_of_the_statement_that_it_is_about() {
        assertThat(listed("SELECT 1; DO 'BEGIN END'; SELECT 2"))
                .extracting(part -> part.effects().contains(Effect.UNKNOWN))
                .containsExactly(false, true, false);
    }

    @Test
    void each_has_the_fingerprint_it_has_alone() {
        var alone =
                List.of(
                        "SELECT 'ä€' || name FROM \"größe\" WHERE id = 7",
                        "UPDATE t SET a = 1 WHERE b = 2",
                        "INSERT INTO t VALUES (1)");

        assertThat(fingerprints(String.join(" ;\n/* ü */ ", alone)))
                .isEqualTo(alone.stream().map(SeveralStatementsTest::fingerprint).toList());
        assertThat(fingerprints("SELECT a FROM t WHERE b = 1; SELECT a FROM t WHERE b = 2"))
                .containsOnly(fingerprint("SELECT a FROM t WHERE b = 3"));
    }

    @Test
    void so_many_are_listed_and_the_others_counted() {
        var list = list("SELECT 1; ".repeat(Doings.MOST + 7));

        assertThat(list.listed()).hasSize(Doings.MOST);
        assertThat(list.unlisted()).isEqualTo(7);
    }

    @Test
    void what_is_too_large_is_counted_and_so_is_all_that_follows() {
        var names =
                IntStream.range(0, 300)
                        .mapToObj(i -> "a_table_with_quite_a_long_name_and_number_" + i)
                        .collect(Collectors.joining(", "));
        var wide = "SELECT 2 FROM " + names;
        var list = list("SELECT 1; " + wide + "; " + wide + "; SELECT 4");

        assertThat(list.listed()).hasSize(2);
        assertThat(list.unlisted()).isEqualTo(2);
    }

    private static StatementList list(String text) {
        return Objects.requireNonNull(Analysing.understood(text).statements());
    }

    private static List<StatementFacts> listed(String text) {
        return list(text).listed();
    }

    private static List<String> fingerprints(String text) {
        return listed(text).stream().map(StatementFacts::fingerprint).toList();
    }

    private static String fingerprint(String text) {
        return Analysing.understood(text).facts().fingerprint();
    }

    private static List<Effect> effects(String text) {
        return listed(text).stream()
                .flatMap(part -> part.effects().stream())
                .distinct()
                .sorted()
                .toList();
    }
}
