package dev.holdpoint.edge.postgres.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** pgbench makes its tables and runs its transactions. */
class PgbenchIT {
    private final Edge edge = Edge.fresh();

    @TempDir Path dir;

    /** Tables, rows by COPY, VACUUM and keys, all through the edge. */
    @BeforeEach
    void initialised() throws Exception {
        edge.policy.allowAll(true);
        assertThat(pgbench("-i", "-q")).startsWith("0\n").contains("done in");
        edge.policy.allowAll(false);
        edge.recorder.forget();
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "extended", "prepared"})
    void its_transactions_run_in_every_query_mode(String mode) throws Exception {
        assertThat(pgbench("-n", "-M", mode, "-c", "4", "-t", "25"))
                .startsWith("0\n")
                .contains("number of transactions actually processed: 100/100")
                .contains("number of failed transactions: 0");

        assertThat(edge.rowsBeside("SELECT count(*) FROM pgbench_history"))
                .isEqualTo(List.of(List.of("100")));
        assertThat(edge.recorder.of(CommandDecided.class))
                .filteredOn(decided -> decided.text().startsWith("INSERT INTO pgbench_history"))
                .hasSize(100);
        assertThat(edge.recorder.of(CommandCompleted.class))
                .hasSameSizeAs(edge.recorder.of(CommandDecided.class));
    }

    @Test
    void its_pipeline_is_answered_in_order() throws Exception {
        var script =
                script(
                        """
                        \\startpipeline
                        SELECT 1;
                        UPDATE pgbench_tellers SET tbalance = 1 WHERE tid = 1;
                        SELECT tbalance FROM pgbench_tellers WHERE tid = 1;
                        \\endpipeline
                        """);
        assertThat(pgbench("-n", "-M", "extended", "-t", "20", "-f", script))
                .startsWith("0\n")
                .contains("number of transactions actually processed: 20/20");
    }

    @Test
    void a_denied_command_aborts_its_client_with_rule_and_reason() throws Exception {
        assertThat(pgbench("-n", "-t", "1", "-f", script("DROP TABLE pgbench_history;\n")))
                .startsWith("2\n")
                .contains("payments/destructive-ddl");
    }

    @Test
    void it_waits_for_a_held_command() throws Exception {
        edge.policy.writes(Writes.HELD, 900);
        var script = script("UPDATE pgbench_tellers SET tbalance = 7 WHERE tid = 1;\n");
        try (var program =
                Program.start(edge, "payments", "pgbench", "-n", "-t", "1", "-f", script)) {
            Awaitility.await().until(() -> edge.holds.size() == 1);
            edge.releaseLast();
            assertThat(program.end()).startsWith("0\n").contains("actually processed: 1/1");
        }
    }

    private String script(String commands) throws Exception {
        return Files.writeString(dir.resolve("script.sql"), commands).toString();
    }

    private String pgbench(String... options) throws Exception {
        var command = new ArrayList<>(List.of("pgbench"));
        command.addAll(List.of(options));
        return Program.run(edge, "payments", command.toArray(String[]::new));
    }
}
