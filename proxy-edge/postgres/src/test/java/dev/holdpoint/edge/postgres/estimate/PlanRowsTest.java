package dev.holdpoint.edge.postgres.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanRowsTest {
    private static long rows(String json) {
        return PlanSteps.of(json).rows();
    }

    @Test
    void a_query_has_the_rows_of_its_top_node() {
        assertThat(
                        rows(
                                """
                                [{"Plan": {"Node Type": "Limit", "Plan Rows": 10, "Plans": [
                                  {"Node Type": "Seq Scan", "Parent Relationship": "Outer",
                                   "Plan Rows": 5000}]}}]"""))
                .isEqualTo(10);
    }

    @Test
    void a_write_has_the_rows_it_is_fed_and_not_those_of_its_sub_queries() {
        assertThat(
                        rows(
                                """
                                [{"Plan": {"Node Type": "ModifyTable", "Plan Rows": 0, "Plans": [
                                  {"Node Type": "Result", "Parent Relationship": "InitPlan",
                                   "Plan Rows": 900},
                                  {"Node Type": "Seq Scan", "Parent Relationship": "Outer",
                                   "Plan Rows": 20}]}}]"""))
                .isEqualTo(20);
    }

    @Test
    void a_write_inside_a_query_counts_however_few_rows_the_query_returns() {
        assertThat(
                        rows(
                                """
                                [{"Plan": {"Node Type": "Aggregate", "Plan Rows": 1, "Plans": [
                                  {"Node Type": "ModifyTable", "Parent Relationship": "InitPlan",
                                   "Plan Rows": 20, "Plans": [
                                     {"Node Type": "Seq Scan", "Parent Relationship": "Outer",
                                      "Plan Rows": 20}]},
                                  {"Node Type": "CTE Scan", "Parent Relationship": "Outer",
                                   "Plan Rows": 20}]}}]"""))
                .isEqualTo(20);
    }

    @Test
    void more_rows_than_json_can_say_exactly_are_the_most_it_can() {
        assertThat(rows("[{\"Plan\": {\"Plan Rows\": 1e40}}]")).isEqualTo((1L << 53) - 1);
    }
}
