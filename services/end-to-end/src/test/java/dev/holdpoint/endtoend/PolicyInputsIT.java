package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every input of a rule, from stock psql to a policy that asks about it, against a real server. */
class PolicyInputsIT {
    private static InputsLab inputs;

    @BeforeAll
    static void start() throws IOException {
        inputs = InputsLab.start();
    }

    @AfterAll
    static void stop() {
        inputs.close();
    }

    @Test
    void a_rate_ends_a_session_s_run_of_the_very_same_command_and_another_session_has_its_own() {
        var same = "SELECT 'let ' || 'through'";

        for (int session = 0; session < 2; session++) {
            var finished = inputs.as("rate", same, same, same, same, same, same, same);

            assertThat(count("let through", finished)).as(finished).isEqualTo(4);
            assertThat(count("rule inputs/rate", finished)).as(finished).isEqualTo(3);
        }
    }

    @Test
    void a_budget_of_rows_returned_is_spent_by_what_the_target_sent() {
        var three = "SELECT id FROM orders";

        var finished = inputs.as("budget", three, three, three, three);

        assertThat(count("(3 rows)", finished)).as(finished).isEqualTo(2);
        assertThat(count("rule inputs/rows-returned", finished)).isEqualTo(2);
    }

    @Test
    void a_budget_of_rows_written_is_spent_by_what_the_target_changed() {
        var two = "UPDATE orders SET status = status WHERE id <= 2";

        var finished = inputs.as("budget", two, two, "SELECT 'still reads'");

        assertThat(count("UPDATE 2", finished)).as(finished).isEqualTo(1);
        assertThat(finished).contains("rule inputs/rows-written", "still reads");
    }

    @Test
    void an_estimate_decides_and_where_there_is_none_the_rule_is_strict() {
        var few = "UPDATE bulk SET n = n WHERE id = 7";
        var many = "UPDATE bulk SET n = n WHERE id > 7";
        var unknown = "UPDATE bulk SET n = n WHERE id = picked(7)";

        assertThat(inputs.as("any", few)).contains("UPDATE 1");
        assertThat(inputs.as("any", many)).contains("42501", "rule inputs/many-rows");
        assertThat(inputs.as("any", unknown)).contains("42501", "rule inputs/many-rows");

        assertThat(inputs.lab.wholeTargetLog())
                .contains("EXPLAIN (FORMAT JSON) " + few, "EXPLAIN (FORMAT JSON) " + many)
                .doesNotContain("EXPLAIN (FORMAT JSON) " + unknown)
                .doesNotContain(": " + many, ": " + unknown);
    }

    @Test
    void nothing_is_estimated_that_no_rule_wants_to_know() {
        var unasked = "UPDATE orders SET status = status WHERE id = 2";

        assertThat(inputs.as("any", unasked)).contains("UPDATE 1");

        assertThat(inputs.lab.wholeTargetLog())
                .contains(unasked)
                .doesNotContain("EXPLAIN (FORMAT JSON) " + unasked);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "guessing    | SELECT id FROM customers c WHERE c.card_number = '4'",
                "addresses   | UPDATE customers SET email = name WHERE id = 1",
                "sleeping    | SELECT pg_sleep(0)",
                "whole-table | DELETE FROM swift",
                "            | SELECT card_number FROM customers WHERE name = 'Ada'",
                "            | UPDATE customers SET name = name WHERE email = 'nobody'",
            })
    void what_a_command_uses_and_how_decides(String rule, String sql) {
        var finished = inputs.as("any", sql);

        if (rule == null) {
            assertThat(finished).doesNotContain("ERROR");
        } else {
            assertThat(finished).contains("42501", "rule inputs/" + rule);
        }
    }

    /** Whoever may compare a value need not see it to know it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 FROM customers WHERE card_number LIKE '49%'",
                "SELECT 1 FROM CUSTOMERS WHERE Card_Number > ''",
                "SELECT 1 FROM (SELECT card_number AS x FROM customers) t WHERE x > ''",
                "WITH t AS (SELECT * FROM customers) SELECT 1 FROM t WHERE card_number > ''",
                "WITH t(a, b, c, d) AS (SELECT * FROM customers) SELECT 1 FROM t WHERE d > ''",
                "SELECT 1 FROM customers AS t(a, b, c, d) WHERE d > ''",
                "SELECT 1 FROM cards WHERE number > ''",
                "SELECT 1 FROM customers c WHERE c::text LIKE '%49%'",
                "SELECT 1 FROM customers c WHERE to_jsonb(c) ->> 'card_number' > ''",
                "SELECT 1 FROM customers c WHERE (c).card_number > ''",
                "SELECT 1 FROM customers c WHERE c = ROW(1, '', '', '')",
                "SELECT id FROM customers ORDER BY card_number",
                "SELECT card_number FROM customers ORDER BY 1",
                "SELECT card_number AS x FROM customers ORDER BY x",
                "SELECT card_number FROM customers GROUP BY 1",
                "SELECT count(*) FILTER (WHERE card_number > '') FROM customers",
                "SELECT rank() OVER (ORDER BY card_number) FROM customers",
                "SELECT min(id) FROM customers GROUP BY name HAVING max(card_number) > ''",
                "SELECT 1 WHERE EXISTS (SELECT FROM customers c WHERE c.card_number > '')",
                "SELECT 1 WHERE '4' IN (SELECT card_number FROM customers)",
                "SELECT 1 WHERE '4' < (SELECT max(card_number) FROM customers)",
                "SELECT 1 FROM customers JOIN (VALUES ('4')) v(card_number) USING (card_number)",
                "SELECT 1 FROM customers NATURAL JOIN (VALUES ('4')) v(card_number)",
                "SELECT card_number FROM customers UNION SELECT '4929123412341234'",
                "SELECT card_number FROM customers INTERSECT SELECT '4929123412341234'",
                "UPDATE customers SET name = name WHERE card_number > '5'",
                "UPDATE orders SET status = status FROM customers c WHERE c.card_number > '5'",
                "DELETE FROM orders USING customers c WHERE c.card_number > '5'",
                "MERGE INTO orders o USING customers c ON c.card_number > '5'"
                        + " WHEN MATCHED THEN UPDATE SET status = o.status"
            })
    void a_compared_column_is_known_however_it_is_written(String sql) {
        assertThat(inputs.as("any", sql)).contains("42501", "rule inputs/guessing");
    }

    /** Whoever sees which values let an expression fail need not see them to know them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1 / (card_number::bigint - 4929123412341234) FROM customers",
                "SELECT 1 % length(card_number) FROM customers",
                "SELECT card_number::int FROM customers",
                "SELECT sqrt(card_number::numeric - 5) FROM customers",
                "SELECT repeat('x', 100000000 * length(card_number)) FROM customers",
                "SELECT ('{' || card_number || '}')::jsonb IS NULL FROM customers",
                "SELECT 1 / (number::bigint - 5) FROM cards",
                "SELECT 1 / (x - 5) FROM (SELECT card_number::bigint AS x FROM customers) t",
                "UPDATE customers SET name = (1 / (card_number::bigint - 5))::text WHERE id = 1"
            })
    void a_column_in_what_may_fail_counts_as_compared(String sql) {
        assertThat(inputs.as("any", sql))
                .contains("42501", "rule inputs/guessing")
                .doesNotContain("22012", "22003", "22P02");
    }

    @Test
    void a_column_in_what_cannot_fail_is_not_compared() {
        assertThat(
                        inputs.as(
                                "any",
                                "SELECT lower(card_number), length(card_number) FROM customers"))
                .doesNotContain("ERROR");
    }

    @Test
    void where_a_session_comes_from_what_caused_it_and_why_decide() {
        var parent = " /*traceparent='00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'*/";

        assertThat(inputs.as("local", "SELECT 1")).contains("rule inputs/from-here");
        assertThat(inputs.as("traced", "SELECT 1")).contains("rule inputs/untraced");
        assertThat(inputs.as("traced", "SELECT 1" + parent)).contains("(1 row)");
        assertThat(inputs.as("justified", "SELECT 1")).contains("rule inputs/unjustified");
        assertThat(inputs.as("justified", "SET holdpoint.justification = 'case 7'", "SELECT 1"))
                .contains("(1 row)");
    }

    @Test
    void a_hold_in_a_transaction_is_denied_at_once_where_its_rule_says_so() {
        var finished = inputs.as("any", "BEGIN", "INSERT INTO swift VALUES (1)", "COMMIT");

        assertThat(finished).contains("42501", "rule inputs/swift", "open transaction", "ROLLBACK");
    }

    private static int count(String what, String output) {
        return output.split(Pattern.quote(what), -1).length - 1;
    }
}
