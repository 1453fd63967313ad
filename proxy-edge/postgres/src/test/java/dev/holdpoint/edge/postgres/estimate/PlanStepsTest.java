package dev.holdpoint.edge.postgres.estimate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class PlanStepsTest {
    @Test
    void a_step_names_what_it_does_to_what_and_none_of_its_conditions() {
        var plan =
                PlanSteps.of(
                        """
                        [{"Plan": {"Node Type": "ModifyTable", "Operation": "Delete",
                          "Relation Name": "logins", "Alias": "pwd=hunter2", "Plan Rows": 0,
                          "Total Cost": 8.17, "Plans": [
                            {"Node Type": "Index Scan", "Parent Relationship": "Outer",
                             "Relation Name": "logins", "Index Name": "logins_pkey",
                             "Index Cond": "(id = 7)", "Filter": "(word = 'hunter2'::text)",
                             "Plan Rows": 1, "Total Cost": 8.01}]}}]""");

        assertThat(plan.steps())
                .containsExactly(
                        "Delete on logins (cost=9)",
                        "  Index Scan on logins by logins_pkey, filtered (rows=1 cost=9)");
        assertThat(plan.rows()).isEqualTo(1);
        assertThat(plan.cost()).isEqualTo(9);
        assertThat(plan.unlisted()).isZero();
    }

    @Test
    void a_name_that_looks_like_a_credential_is_hidden_as_it_is_in_a_text() {
        var plan =
                PlanSteps.of(
                        """
                        [{"Plan": {"Node Type": "Seq Scan", "Plan Rows": 1, "Total Cost": 1,
                          "Relation Name": "password=hunter2"}}]""");

        assertThat(plan.steps()).containsExactly("Seq Scan on *** (rows=1 cost=1)");
    }

    @Test
    void a_plan_beyond_its_bound_is_its_beginning_and_how_many_steps_are_missing() {
        var scans = new JsonArray();
        for (int i = 0; i < 1_000; i++) {
            scans.add(
                    new JsonObject()
                            .put("Node Type", "Seq Scan")
                            .put("Relation Name", "größe_" + i)
                            .put("Plan Rows", 1)
                            .put("Total Cost", 1));
        }
        var append = new JsonObject().put("Node Type", "Append").put("Plans", scans);
        var plan = PlanSteps.of(new JsonArray().add(new JsonObject().put("Plan", append)).encode());

        assertThat(plan.steps().size() + plan.unlisted()).isEqualTo(1_001);
        assertThat(String.join("\n", plan.steps()).getBytes(UTF_8))
                .hasSizeBetween(PlanSteps.MOST_BYTES - 100, PlanSteps.MOST_BYTES);
    }
}
