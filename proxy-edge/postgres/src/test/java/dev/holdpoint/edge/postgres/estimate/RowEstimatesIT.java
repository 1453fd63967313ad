package dev.holdpoint.edge.postgres.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.SwappingRelay;
import dev.holdpoint.edge.postgres.login.TargetLogin;
import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.TargetPlan;
import dev.holdpoint.events.TargetPlan.Planned;
import dev.holdpoint.events.TargetPlan.Unplanned;
import dev.holdpoint.events.Uuid7;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans on a real server; its log is the oracle of what was planned. */
class RowEstimatesIT {
    private static final Edge EDGE = Edge.fresh();
    private static final String PLANNED = "a function of a user was run";

    private final Vertx vertx = Vertx.vertx();
    private final RowEstimates estimates =
            new RowEstimates(vertx, new TargetLogin(vertx, new Uuid7(InstantSource.system())));

    @BeforeAll
    static void createWhatPlanningCouldRun() {
        EDGE.beside(
                """
                CREATE SCHEMA estimates;
                GRANT USAGE ON SCHEMA estimates TO app;
                SET search_path = estimates, public;
                CREATE TABLE plain(id int PRIMARY KEY, kind text);
                INSERT INTO plain SELECT n, 'k' || n %% 4 FROM generate_series(1, 1000) n;
                CREATE FUNCTION tells(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
                    $$BEGIN RAISE LOG '%s'; RETURN $1; END$$;
                CREATE OPERATOR ~~> (FUNCTION = tells, RIGHTARG = int);
                CREATE TABLE defaulted(id int, n int DEFAULT tells(1));
                CREATE TABLE checked(id int CHECK (id > tells(2)));
                CREATE TABLE indexed(id int);
                CREATE INDEX ON indexed (id) WHERE id > tells(3);
                CREATE TABLE guarded(id int);
                ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
                CREATE POLICY p ON guarded USING (id > tells(4));
                CREATE TABLE ruled(id int);
                CREATE RULE r AS ON DELETE TO ruled DO ALSO SELECT tells(5);
                CREATE DOMAIN positive AS int CHECK (VALUE > tells(6));
                CREATE TABLE typed(id positive);
                CREATE VIEW peek AS SELECT id FROM plain WHERE id > tells(7);
                CREATE SEQUENCE counted;
                CREATE FUNCTION counts(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
                    $$BEGIN RETURN nextval('estimates.counted'); END$$;
                GRANT USAGE ON SEQUENCE counted TO app;
                CREATE TABLE parent(id int) PARTITION BY RANGE (id);
                CREATE TABLE child PARTITION OF parent(CHECK (id > tells(8))) FOR VALUES FROM (0) TO (9);
                GRANT ALL ON ALL TABLES IN SCHEMA estimates TO app;
                ANALYZE plain;
                """
                        .formatted(PLANNED));
    }

    @AfterAll
    static void drop() {
        EDGE.beside("DROP SCHEMA estimates CASCADE");
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void reads_and_writes_are_estimated_by_the_target_and_change_nothing() {
        var before = EDGE.rowsBeside("SELECT sum(id) FROM estimates.plain");

        assertThat(rows("SELECT * FROM plain")).contains(1000L);
        assertThat(rows("SELECT * FROM plain WHERE id = 7")).contains(1L);
        assertThat(rows("SELECT count(*) FROM plain")).contains(1L);
        assertThat(rows("DELETE FROM plain")).contains(1000L);
        assertThat(rows("UPDATE plain SET id = id + 1 WHERE kind = 'k1'")).contains(250L);
        assertThat(rows("INSERT INTO plain SELECT n FROM generate_series(1, 70) n")).contains(70L);
        assertThat(rows("WITH d AS (DELETE FROM plain RETURNING 1) SELECT count(*) FROM d"))
                .contains(1000L);

        assertThat(EDGE.rowsBeside("SELECT sum(id) FROM estimates.plain")).isEqualTo(before);
    }

    @Test
    void a_plan_says_what_is_done_to_what_and_none_of_the_values() {
        var update = (Planned) plan("UPDATE plain SET id = id + 1 WHERE kind = 'k1' AND id > 0");
        assertThat(update.steps())
                .hasSize(2)
                .anyMatch(step -> step.startsWith("Update on plain (cost="))
                .anyMatch(step -> step.matches("  Seq Scan on plain, filtered \\(rows=250 .*"));
        assertThat(update.cost()).isPositive();
        assertThat(update.toString()).doesNotContain("k1");
        assertThat(((Planned) plan("SELECT kind FROM plain WHERE id = 7")).steps().getFirst())
                .startsWith("Index Scan on plain by plain_pkey (rows=1 cost=");
    }

    @Test
    void planning_that_takes_too_long_is_given_up_and_the_next_question_is_answered() {
        var factorials = "SELECT factorial(32000)" + " + factorial(32000)".repeat(40);

        assertThat(plan(factorials))
                .isEqualTo(new Unplanned("its target took longer than 400 ms to plan it"));
        assertThat(rows("SELECT * FROM plain")).contains(1000L);
    }

    @Test
    void parameters_are_estimated_by_a_generic_plan() {
        assertThat(rows("DELETE FROM plain WHERE kind = $1")).contains(250L);
        assertThat(rows("SELECT * FROM plain WHERE id = $1")).contains(1L);
    }

    @Test
    void names_mean_what_the_sessions_search_path_makes_of_them() {
        assertThat(rows("SELECT * FROM plain", Optional.of("public"))).isEmpty();
        assertThat(rows("SELECT * FROM plain", Optional.of("estimates"))).contains(1000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT tells(9)",
                "SELECT ~~> 9",
                "SELECT 9::positive",
                "INSERT INTO defaulted(id) VALUES (1)",
                "SELECT * FROM checked WHERE id = 1",
                "SELECT * FROM indexed WHERE id = 1",
                "SELECT * FROM guarded",
                "DELETE FROM ruled",
                "SELECT * FROM typed WHERE id = 5",
                "SELECT * FROM peek",
                "SELECT * FROM parent WHERE id = 3"
            })
    void nothing_that_leads_to_a_function_of_a_user_is_planned(String text) {
        var log = EDGE.log().withPlanning();

        assertThat(plan(text))
                .isEqualTo(
                        new Unplanned(
                                "to plan it could run code of its target that is not"
                                        + " PostgreSQL's own"));

        assertThat(log.shows("EXPLAIN (FORMAT JSON) " + text)).isFalse();
        assertThat(log.shows(PLANNED)).isFalse();
    }

    @Test
    void planning_such_a_function_would_have_run_it() {
        var log = EDGE.log().withPlanning();
        EDGE.beside("SET search_path = estimates; EXPLAIN SELECT tells(9)");
        assertThat(log.shows(PLANNED)).isTrue();
    }

    /** Were the check wrong: a sequence keeps its value whatever is rolled back. */
    @Test
    void planning_what_was_never_checked_still_writes_nothing() throws Exception {
        var checked = "SELECT 100000001";
        var planned = "SELECT counts(1)";
        var log = EDGE.log().withPlanning();
        try (var relay = new SwappingRelay(EDGE, checked, planned)) {
            var behind = EDGE.door.paymentsBehind(relay.port());
            assertThat(rows(behind, checked, Optional.of("estimates, public"))).isEmpty();
        }
        assertThat(log.shows("EXPLAIN (FORMAT JSON) " + planned)).isTrue();
        assertThat(log.shows("cannot execute nextval() in a read-only transaction")).isTrue();
        assertThat(counted()).isEqualTo("false");
    }

    @Test
    void planning_it_in_a_transaction_that_may_write_would_have() {
        EDGE.beside("BEGIN; EXPLAIN SELECT estimates.counts(1); ROLLBACK");
        assertThat(counted()).isEqualTo("true");
        EDGE.beside("ALTER SEQUENCE estimates.counted RESTART");
    }

    /** Whether the sequence was ever advanced. */
    private static String counted() {
        return String.valueOf(
                EDGE.rowsBeside("SELECT is_called::text FROM estimates.counted")
                        .getFirst()
                        .getFirst());
    }

    @Test
    void a_second_statement_in_the_text_is_not_run_even_if_nobody_saw_it() {
        assertThat(rows("SELECT 1; ROLLBACK; DELETE FROM plain")).isEmpty();
        assertThat(EDGE.rowsBeside("SELECT count(*) FROM estimates.plain"))
                .isEqualTo(List.of(List.of("1000")));
    }

    @Test
    void a_table_somebody_keeps_locked_has_no_estimate_and_the_next_question_is_answered()
            throws Exception {
        try (var other =
                        java.sql.DriverManager.getConnection(
                                "jdbc:postgresql://%s:%d/payments_db"
                                        .formatted(EDGE.target.host(), EDGE.target.port()),
                                EDGE.target.user(),
                                EDGE.target.password());
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE estimates.plain IN ACCESS EXCLUSIVE MODE");
            assertThat(plan("SELECT * FROM plain"))
                    .isEqualTo(
                            new Unplanned(
                                    "what it names is locked by another session of its target"));
            other.rollback();
        }
        assertThat(rows("SELECT * FROM plain")).contains(1000L);
    }

    private Optional<Long> rows(String text) {
        return rows(text, Optional.of("estimates, public"));
    }

    private Optional<Long> rows(String text, Optional<String> searchPath) {
        return rows(EDGE.door.payments(), text, searchPath);
    }

    private Optional<Long> rows(Admitted admitted, String text, Optional<String> searchPath) {
        return plan(admitted, text, searchPath) instanceof Planned planned
                ? Optional.of(planned.rows())
                : Optional.empty();
    }

    private TargetPlan plan(String text) {
        return plan(EDGE.door.payments(), text, Optional.of("estimates, public"));
    }

    private TargetPlan plan(Admitted admitted, String text, Optional<String> searchPath) {
        var question =
                new Question(
                        new TargetName("payments"),
                        admitted,
                        text,
                        List.of(text.split("\\W+", -1)),
                        searchPath);
        return estimates
                .plan(question)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
