package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands are decided for what they do; what is not understood is not forwarded. */
class UnderstoodOrRefusedIT {
    private final RunningSuite suite = RunningSuite.shared();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; DROP TABLE orders",
                "WITH gone AS (DROP TABLE orders) SELECT 1",
                "DO $$ BEGIN DELETE FROM orders; END $$",
                "COPY customers TO PROGRAM 'cat'",
                "COPY customers TO '/tmp/holdpoint-out'",
                "SELECT pg_read_file('/etc/passwd')",
                "SELECT lo_import('/etc/passwd')",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "SET standard_conforming_strings = off",
                "SET ROLE postgres",
                "ALTER ROLE holdpoint_payments SUPERUSER",
                "SELECT no_such_function()",
                "CALL anything()",
                "EXECUTE nothing_prepared",
                "FETCH ALL FROM no_cursor",
                "ALTER SYSTEM SET fsync = off",
                "VACUUM FULL orders",
                "SELEC 1"
            })
    void an_agent_is_refused_and_the_target_never_sees_it(String statement) {
        var marked = statement + " /* " + UUID.randomUUID() + " */";

        var finished = suite.psql("support-agent").run(marked);

        assertThat(finished.exitCode()).as(finished.output()).isEqualTo(1);
        assertThat(finished.output()).contains("Holdpoint").doesNotContain("4929123412341234");
        assertThat(suite.targetLog()).noneMatch(line -> line.contains(marked));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WITH gone AS (DELETE FROM orders RETURNING *) SELECT * FROM gone",
                "EXPLAIN ANALYZE DELETE FROM orders",
                "SELECT 1; DELETE FROM orders",
                "INSERT INTO orders SELECT 9, 1, 1, 'new'",
                "PREPARE gone AS DELETE FROM orders; EXECUTE gone",
                "TRUNCATE orders",
                "COPY orders FROM STDIN"
            })
    void a_hidden_write_is_held_or_refused_and_never_just_runs(String statement) {
        var marked = statement + " /* " + UUID.randomUUID() + " */";

        try (var psql = suite.psql("support-agent").start(marked)) {
            psql.awaitLine("Holdpoint (holds|denied|refused)");
        }

        assertThat(suite.targetLog()).noneMatch(line -> line.contains(marked));
    }

    @Test
    void a_replication_start_up_is_refused() {
        var psql = suite.psql("support-agent");
        var replication =
                new Psql(
                        psql.port(),
                        psql.ca(),
                        psql.user(),
                        psql.password(),
                        "dbname=payments replication=database");

        var finished = replication.run("IDENTIFY_SYSTEM");

        assertThat(finished.exitCode()).isNotZero();
        assertThat(finished.output()).contains("replication");
    }

    @Test
    void what_leaves_by_copy_is_masked_as_what_is_selected() {
        var finished =
                suite.psql("support-agent").run("COPY customers TO STDOUT (FORMAT csv, HEADER)");

        assertThat(finished.exitCode()).as(finished.output()).isZero();
        assertThat(finished.output())
                .contains("card_number")
                .containsPattern("\\*{12}\\d{4}")
                .doesNotContain("4929123412341234");
    }

    @Test
    void what_is_understood_keeps_working() {
        var finished =
                suite.psql("support-agent")
                        .run(
                                "BEGIN",
                                "SELECT count(*) FROM orders",
                                "COMMIT",
                                "PREPARE one AS SELECT status FROM orders WHERE id = $1",
                                "EXECUTE one(2)",
                                "EXPLAIN SELECT * FROM orders",
                                "SHOW server_version",
                                "COPY (SELECT id FROM orders) TO STDOUT");

        assertThat(finished.exitCode()).as(finished.output()).isZero();
    }
}
