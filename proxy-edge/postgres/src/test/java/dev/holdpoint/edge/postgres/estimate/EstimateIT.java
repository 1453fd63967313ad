package dev.holdpoint.edge.postgres.estimate;

import static dev.holdpoint.edge.postgres.harness.RawClient.bind;
import static dev.holdpoint.edge.postgres.harness.RawClient.execute;
import static dev.holdpoint.edge.postgres.harness.RawClient.kinds;
import static dev.holdpoint.edge.postgres.harness.RawClient.parse;
import static dev.holdpoint.edge.postgres.harness.RawClient.query;
import static dev.holdpoint.edge.postgres.harness.RawClient.sqlState;
import static dev.holdpoint.edge.postgres.harness.RawClient.sync;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import dev.holdpoint.edge.postgres.harness.RawClient;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.TargetPlan.Planned;
import dev.holdpoint.events.TargetPlan.Unplanned;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rules about rows, and what the target sees of their being asked. */
class EstimateIT {
    private static final String ONE = "UPDATE bulk SET n = n WHERE id = 1";
    private static final String ALL = "UPDATE bulk SET n = n";

    private final Edge edge = Edge.fresh();

    @BeforeAll
    static void create() {
        Edge.fresh()
                .beside(
                        """
                        CREATE TABLE bulk(id int PRIMARY KEY, n int);
                        INSERT INTO bulk SELECT n, n FROM generate_series(1, 1000) n;
                        ANALYZE bulk;
                        GRANT ALL ON bulk TO app;
                        """);
    }

    @AfterAll
    static void drop() {
        Edge.fresh().beside("DROP TABLE bulk");
    }

    @Test
    void the_target_is_asked_only_if_a_rule_wants_to_know() throws Exception {
        var log = edge.log().withPlanning();
        try (var client = RawClient.loggedIn(edge)) {
            assertThat(kinds(run(client, ONE))).isEqualTo("CZ");
            assertThat(log.shows("EXPLAIN")).isFalse();

            edge.policy.mostRows(10);
            assertThat(kinds(run(client, "SELECT 1"))).isEqualTo("TDCZ");
            assertThat(log.shows("EXPLAIN")).isFalse();

            assertThat(kinds(run(client, ONE))).isEqualTo("CZ");
            assertThat(sqlState(run(client, ALL))).isEqualTo("42501");
        }
        assertThat(log.shows("EXPLAIN (FORMAT JSON) " + ONE)).isTrue();
        assertThat(log.shows("EXPLAIN (FORMAT JSON) " + ALL)).isTrue();
        assertThat(log.count(" " + ALL + "\n")).isEqualTo(1);
        assertThat(edge.recorder.of(CommandDecided.class))
                .extracting(decided -> decided.facts().estimatedRows())
                .containsExactly(null, null, 1L, 1000L);
    }

    @Test
    void the_extended_protocol_is_estimated_by_its_generic_plan() throws Exception {
        edge.policy.mostRows(10);
        try (var client = RawClient.loggedIn(edge)) {
            prepared(client, "UPDATE bulk SET n = n WHERE id = $1::int", "7");
            assertThat(kinds(client.untilReady())).isEqualTo("12CZ");
            prepared(client, "UPDATE bulk SET n = n WHERE id > $1::int", "1000");
            assertThat(sqlState(client.untilReady())).isEqualTo("42501");
        }
    }

    @Test
    void without_an_estimate_the_strict_answer_stands() throws Exception {
        edge.policy.mostRows(10);
        var log = edge.log().withPlanning();
        try (var client = RawClient.loggedIn(edge)) {
            assertThat(sqlState(run(client, "UPDATE nowhere SET n = n"))).isEqualTo("42501");
            assertThat(sqlState(run(client, ONE + "; " + ONE))).isEqualTo("42501");
        }
        assertThat(log.shows(ONE)).isFalse();
        assertThat(edge.recorder.of(CommandDecided.class))
                .extracting(decided -> decided.facts().estimatedRows())
                .containsExactly(null, null);
    }

    @Test
    void names_are_planned_as_the_session_would_resolve_them() throws Exception {
        edge.policy.mostRows(10);
        try (var client = RawClient.loggedIn(edge)) {
            run(client, "SET search_path = information_schema");
            assertThat(sqlState(run(client, ONE))).isEqualTo("42501");
            run(client, "SET search_path = public");
            assertThat(kinds(run(client, ONE))).isEqualTo("CZ");
        }
    }

    @Test
    void a_held_write_is_recorded_with_its_plan_and_once_more_without_when_it_is_released()
            throws Exception {
        edge.policy.writes(Writes.HELD, 900);
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("UPDATE bulk SET n = n WHERE id <= 250"));
            assertThat(client.receive().kind()).isEqualTo('N');
            edge.releaseLast();
            assertThat(kinds(client.untilReady())).isEqualTo("CZ");
        }
        var decided = edge.recorder.of(CommandDecided.class);
        assertThat(decided.getFirst().plan())
                .isInstanceOfSatisfying(
                        Planned.class,
                        plan -> {
                            assertThat(plan.rows()).isBetween(200L, 300L);
                            assertThat(plan.steps())
                                    .anyMatch(step -> step.startsWith("Update on bulk"));
                        });
        assertThat(decided)
                .extracting(each -> each.facts().estimatedRows())
                .containsExactly(null, null);
        assertThat(decided.getLast().plan()).isNull();
    }

    @Test
    void a_held_write_with_parameters_is_planned_without_their_values() throws Exception {
        edge.policy.writes(Writes.HELD, 900);
        var log = edge.log().withPlanning();
        try (var client = RawClient.loggedIn(edge)) {
            prepared(client, "UPDATE bulk SET n = n WHERE id = $1::int", "7");
            assertThat(client.receive().kind()).isEqualTo('1');
            assertThat(client.receive().kind()).isEqualTo('2');
            assertThat(client.receive().kind()).isEqualTo('N');
        }
        assertThat(edge.recorder.of(CommandDecided.class).getFirst().plan())
                .isInstanceOfSatisfying(
                        Planned.class, plan -> assertThat(plan.rows()).isEqualTo(1));
        assertThat(log.shows("EXPLAIN (GENERIC_PLAN, FORMAT JSON) UPDATE bulk")).isTrue();
    }

    @Test
    void what_planning_could_run_is_held_without_a_plan_and_not_run() throws Exception {
        edge.policy.allowAll(true);
        edge.policy.writes(Writes.HELD, 900);
        edge.change(
                "CREATE FUNCTION cries(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS"
                        + " $$BEGIN RAISE LOG 'cries was run'; RETURN $1; END$$");
        var log = edge.log().withPlanning();
        try (var client = RawClient.loggedIn(edge)) {
            client.send(query("UPDATE bulk SET n = cries(1)"));
            assertThat(client.receive().kind()).isEqualTo('N');
        } finally {
            edge.change("DROP FUNCTION cries");
        }
        assertThat(edge.recorder.of(CommandDecided.class).getFirst().plan())
                .isInstanceOfSatisfying(
                        Unplanned.class,
                        plan -> assertThat(plan.reason()).contains("not PostgreSQL's own"));
        assertThat(log.shows("cries was run")).isFalse();
    }

    private static void prepared(RawClient client, String sql, String value) throws Exception {
        client.send(parse("", sql), bind("", "", value), execute("", 0), sync());
    }

    private static List<PgFrame> run(RawClient client, String sql) throws Exception {
        client.send(query(sql));
        var frames = client.untilReady();
        return frames.stream().filter(frame -> frame.kind() != 'S').toList();
    }
}
