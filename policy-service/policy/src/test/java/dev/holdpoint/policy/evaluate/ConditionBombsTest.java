package dev.holdpoint.policy.evaluate;

import static dev.holdpoint.policy.evaluate.Asking.ALICE;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.management.ThreadMXBean;
import dev.holdpoint.events.Decision.Allow;
import dev.holdpoint.events.Decision.Deny;
import dev.holdpoint.policy.language.InvalidDocuments;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions made to use up memory or time, with a real clock and the longest names there are. */
class ConditionBombsTest {
    private static final Duration LIMIT = Duration.ofMillis(200);
    private static final Duration SLACK = Duration.ofSeconds(3);
    private static final long MOST_BYTES = 1L << 30;
    private static final int LONGEST_NAME = 1_024;
    private static final int MOST_NAMES = 5_000;

    @Test
    void a_text_that_doubles_at_each_of_thirty_levels_is_refused_with_its_place_and_a_hint() {
        assertThat(refused(ConditionBombs.DOUBLED_TEXT))
                .hasMessageContaining("test.yaml:7:")
                .hasMessageContaining(ConditionBombs.TOLD)
                .hasMessageContaining(ConditionBombs.HINT);
    }

    @Test
    void a_list_that_doubles_at_each_level_is_refused() {
        for (var bomb : List.of(ConditionBombs.DOUBLED_LIST, ConditionBombs.LIST_OF_LISTS)) {
            assertThat(refused(bomb)).hasMessageContaining("a loop goes over something");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    'x'.matches(target.name)                      | is made while
                    'x'.matches('a' + 'b')                        | is made while
                    matches('x', target.name)                     | is made while
                    'x'.matches('((a{100}){100}){100}')           | repeats repetitions too often
                    'x'.matches('a{1000}')                        | has too many parts
                    'x'.matches('((((((a?){9}){9}){9}){9}){9}){9}')     | repeats repetitions too often
                    'x'.matches('((a{99999999999999999999}))')    | repeats repetitions too often
                    'x'.matches('(')                              | is none
                    {'k': ['x']}['k'].exists(v, v == 'x')         | a loop goes over something
                    {'k': 'x'}.exists(v, v == 'x')                | a loop goes over something
                    [string(size('x'))].exists(v, v == 'x')       | a loop goes over something
                    statement.tables.exists(t, [t + t].exists(u, u == 'x')) | a loop goes over
                    """)
    void what_could_cost_more_than_its_length_times_its_inputs_is_refused(
            String when, String told) {
        assertThat(refused(when)).hasMessageContaining(told).hasMessageContaining("test.yaml:7:");
    }

    @Test
    void a_pattern_of_any_length_is_refused() {
        assertThat(refused("'x'.matches('%s')".formatted("a".repeat(257))))
                .hasMessageContaining("more than 256 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "statement.tables.exists(t, t in ['public.a', target.name])",
                "['a', 'b'].exists(p, statement.tables.exists(t, t.startsWith(p)))",
                "[['a', 'b'], ['c', 'd']].exists(p, p[0] == target.name)",
                "statement.tables.filter(t, t.startsWith('t')).exists(t, t.endsWith('9'))",
                "(statement.reads + statement.writes).exists(t, t == 'public.t')",
                "(statement.hasWhere ? statement.reads : statement.writes).size() > 7",
                "statement.tags.exists(k, statement.tags[k] == 'x')",
                "[statement.tags['team']].exists(t, t == 'x')",
                "statement.tables.exists(t, (t + '.' + target.name).matches('^[a-z]{1,63}[.][0-9]{2,9}$'))",
            })
    void loops_over_what_was_there_before_are_read(String when) {
        assertThat(Asking.rules(rule(when)).revision()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "statement.tables.exists(a, SUM == 'x')",
                "statement.tables.exists(a, size([SUM, SUM, SUM]) == 7)",
                "statement.tables.all(a, !(a + a).matches('((x+y?)+z?)+w{90}(x|xx|xxx)*[0-9]'))",
                "[statement.tables].exists(t, NUMBERS.exists(i, 'no' in t || MANY_IN))",
                "[statement.tables].exists(t, NUMBERS.exists(i, t + t == t + t && (t + t + t)[0] == ''))",
                "[statement.tables].exists(t, NUMBERS.exists(i, [t, t, t, t] != [t, t, t, t]))",
            })
    void what_is_read_ends_soon_after_its_time_and_keeps_within_its_memory(String bomb) {
        var when =
                bomb.replace("SUM", "a + a + a + a + a + a + a")
                        .replace("NUMBERS", "[1%s]".formatted(", 1".repeat(200)))
                        .replace("MANY_IN", "('no' in t)" + " || ('no' in t)".repeat(60));
        var rulebook =
                Asking.rules(
                        rule(when), "{ name: a, decide: allow, match: { effects: [ read ] } }");
        var facts = Asking.reading(MOST_NAMES, i -> "x".repeat(LONGEST_NAME - 5) + (10_000 + i));
        long before = allocated();
        long began = System.nanoTime();

        var decision =
                Evaluator.decide(
                                rulebook,
                                query(ALICE, facts),
                                Asking.NOON,
                                new Budget(System::nanoTime, LIMIT))
                        .decision();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT.plus(SLACK));
        assertThat(allocated() - before).isLessThan(MOST_BYTES);
        assertThat(decision).isInstanceOf(Deny.class);
    }

    @Test
    void a_text_longer_than_any_that_conditions_work_on_is_an_error() {
        var sum = "target.name" + " + target.name".repeat(30);
        var allows = "{ name: a, decide: allow, match: { effects: [ read ] }, when: \"%s\" }";
        var facts = Asking.reading(1, _ -> "x".repeat(LONGEST_NAME));
        var longSum = sum.replace("target.name", "statement.tables[0]");

        assertThat(
                        Asking.decide(
                                Asking.rules(allows.formatted(sum + " != ''")),
                                query(ALICE, facts)))
                .isInstanceOf(Allow.class);
        assertThat(
                        Asking.decide(
                                Asking.rules(allows.formatted(longSum + " != ''")),
                                query(ALICE, facts)))
                .isInstanceOf(Deny.class);
        assertThat(Asking.decide(Asking.rules(rule(longSum + " == ''")), query(ALICE, facts)))
                .isInstanceOfSatisfying(
                        Deny.class, deny -> assertThat(deny.rules()).containsExactly("test/r"));
    }

    private static InvalidDocuments refused(String when) {
        return catchThrowableOfType(InvalidDocuments.class, () -> Asking.rules(rule(when)));
    }

    private static String rule(String when) {
        return "{ name: r, decide: deny, match: { effects: [ read ] }, when: \"%s\" }"
                .formatted(when);
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
