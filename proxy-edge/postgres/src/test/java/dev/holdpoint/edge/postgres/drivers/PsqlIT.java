package dev.holdpoint.edge.postgres.drivers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.EffectPolicy.Writes;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * psql of this machine: its scripts, run directly and through the edge, must print the same; then
 * what the edge adds.
 */
class PsqlIT {
    private static final Pattern OF_ONE_RUN =
            Pattern.compile("(?<=server process with PID )\\d+|(?m)^HINT:  .*restrict.*$");

    private final Edge edge = Edge.fresh();

    @TempDir Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"describe", "copying", "variables", "transactions", "shapes"})
    void a_script_prints_through_the_edge_what_it_prints_directly(String script) throws Exception {
        edge.policy.allowAll(true);
        script("binding");
        var file = script(script);
        var direct = direct("-a", "-f", file);

        assertThat(psql("-a", "-f", file)).isEqualTo(direct).startsWith("0\n");
        assertThat(edge.recorder.of(CommandCompleted.class))
                .hasSameSizeAs(edge.recorder.of(CommandDecided.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-c|SELECT 1; SELECT 1/0; SELECT 2",
                "-c|SELECT 1|-c|SELECT 1/0|-c|SELECT 2",
                "-v|ON_ERROR_STOP=1|-c|SELECT 1|-c|SELECT 1/0|-c|SELECT 2",
                "-1|-c|UPDATE orders SET status = 'x' WHERE id = 1|-c|SELECT nonsense",
                "--csv|-c|SELECT * FROM orders ORDER BY id",
                "-Atc|SELECT id, status FROM orders ORDER BY id",
                "-c|\\l",
                "-c|\\d orders",
                "-c|VACUUM orders",
                "-L|/dev/stdout|-qc|SELECT 1",
                "-v|ON_ERROR_STOP=1|-f|no such file",
            })
    void options_and_exit_statuses_are_the_same(String options) throws Exception {
        edge.policy.allowAll(true);
        var each = options.split("\\|");
        assertThat(psql(each)).isEqualTo(direct(each));
    }

    @Test
    void masked_values_are_masked_however_they_are_asked_for() throws Exception {
        var said =
                psql(
                        "-f",
                        lines(
                                "\\copy customers TO STDOUT",
                                "\\copy (SELECT * FROM customers) TO PROGRAM cat",
                                "SELECT card_number AS card FROM customers WHERE id = 1 \\gset",
                                "\\echo :card",
                                "SELECT id, name, card_number FROM customers \\crosstabview",
                                "\\set FETCH_COUNT 1",
                                "TABLE customers;",
                                "SELECT format('SELECT %L', card_number) FROM customers \\gexec",
                                "SELECT card_number::int FROM customers;",
                                "\\errverbose"));
        assertThat(said)
                .startsWith("0\n")
                .contains("\n************1111\n", "************0004")
                .doesNotContain("411111111111")
                .doesNotContain("550000000000");
    }

    @Test
    void a_script_stops_at_a_denial_and_says_rule_and_reason() throws Exception {
        var log = edge.log();
        assertThat(
                        psql(
                                "-f",
                                lines(
                                        "\\set ON_ERROR_STOP on",
                                        "BEGIN;",
                                        "UPDATE orders SET status = 'lost' WHERE id = 1;",
                                        "DROP TABLE orders;",
                                        "COMMIT;")))
                .startsWith("3\n")
                .contains("UPDATE 1", "Only reads and writes here", "payments/destructive-ddl")
                .doesNotContain("COMMIT");
        assertThat(log.shows("DROP TABLE orders")).isFalse();
        assertThat(edge.rowsBeside("SELECT status FROM orders WHERE id = 1"))
                .isEqualTo(List.of(List.of("paid")));
    }

    @Test
    void after_a_denial_a_session_goes_on() throws Exception {
        assertThat(
                        psql(
                                "-f",
                                lines(
                                        "SELECT 1 \\; DROP TABLE orders;",
                                        "\\echo :SQLSTATE",
                                        "\\errverbose",
                                        "this is not SQL;",
                                        "SELECT 'usable';")))
                .startsWith("0\n")
                .contains("\n42501\n", "error: ERROR:  42501: Holdpoint denied")
                .contains("[UNKNOWN]", "usable");
    }

    @Test
    void an_interrupt_cancels_what_runs() throws Exception {
        var log = edge.log();
        try (var program = start("-c", "SELECT pg_sleep(30)")) {
            Awaitility.await().until(() -> log.shows("pg_sleep(30)"));
            program.interrupt();
            assertThat(program.end()).startsWith("1\n").contains("due to user request");
        }
        assertThat(edge.recorder.of(CommandCompleted.class))
                .extracting(CommandCompleted::outcome)
                .containsExactly(Outcome.CANCELLED);
    }

    @Test
    void it_waits_for_a_held_update_and_an_interrupt_withdraws_it() throws Exception {
        edge.policy.writes(Writes.HELD, 900);
        try (var program = start("-c", "UPDATE orders SET amount = 70 WHERE id = 7")) {
            Awaitility.await().until(() -> edge.holds.size() == 1);
            edge.releaseLast();
            assertThat(program.end()).startsWith("0\n").contains("NOTICE:  Holdpoint", "UPDATE 1");
        }
        try (var program = start("-c", "UPDATE orders SET amount = 71 WHERE id = 7")) {
            Awaitility.await().until(() -> edge.holds.size() == 1);
            program.interrupt();
            assertThat(program.end()).startsWith("1\n").contains("ERROR:  Holdpoint");
        }
        assertThat(edge.holds.size()).isZero();
    }

    private String lines(String... lines) throws Exception {
        return Files.write(dir.resolve("lines.sql"), List.of(lines)).toString();
    }

    private Program start(String... options) throws Exception {
        return Program.start(edge, "payments", command(options).toArray(String[]::new));
    }

    private String script(String name) throws Exception {
        try (var script = PsqlIT.class.getResourceAsStream("psql/" + name + ".sql")) {
            var text = Objects.requireNonNull(script).readAllBytes();
            return Files.write(dir.resolve(name + ".sql"), text).toString();
        }
    }

    private String direct(String... options) throws Exception {
        var environment =
                Map.of(
                        "PGHOST",
                        edge.target.host(),
                        "PGPORT",
                        Integer.toString(edge.target.port()),
                        "PGUSER",
                        "app",
                        "PGPASSWORD",
                        edge.targetPassword(),
                        "PGDATABASE",
                        "payments_db",
                        "LC_ALL",
                        "C");
        return plain(Program.run(environment, command(options)));
    }

    private String psql(String... options) throws Exception {
        return plain(Program.run(edge, "payments", command(options).toArray(String[]::new)));
    }

    private static List<String> command(String... options) {
        var command = new ArrayList<>(List.of("psql", "-X"));
        command.addAll(List.of(options));
        return command;
    }

    private static String plain(String said) {
        return OF_ONE_RUN.matcher(said).replaceAll("N");
    }
}
