package dev.holdpoint.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The command itself, as somebody who just cloned the repository uses it. */
class UpIT {
    private final Path state = temporary();
    private final Map<String, String> environment =
            Map.of(
                    "HOLDPOINT_STATE_DIR", state.toString(),
                    "HOLDPOINT_SKIP_BUILD", "true",
                    "HOLDPOINT_PORT_KAFKA", port(),
                    "HOLDPOINT_PORT_POSTGRES", port(),
                    "HOLDPOINT_PORT_TARGET", port(),
                    "HOLDPOINT_PORT_OIDC", port(),
                    "HOLDPOINT_PORT_HTTP", port(),
                    "HOLDPOINT_PORT_EDGE", port());

    private static String port() {
        return Integer.toString(ServiceProcess.freePort());
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("holdpoint-up");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void down() {
        holdpoint("down");
    }

    @Test
    void one_command_brings_up_everything_and_a_restart_keeps_it() throws IOException {
        assertThat(holdpoint("up", "-d").exitCode()).isZero();
        walkTheDemo();
        awaitSessionInTheList();
        verifyTheLedgerOnline();

        assertThat(holdpoint("down").exitCode()).isZero();
        assertThat(holdpoint("up", "-d").exitCode()).isZero();

        awaitSessionInTheList();
        verifyTheLedgerOnline();
        var export = state.resolve("export");
        ok("ledger", "export", export.toString(), "--as", "carol");
        holdpoint("down");
        verifyOffline(export);
    }

    @Test
    void the_five_services_run_as_five_processes() {
        assertThat(holdpoint("up", "-d", "--separate").exitCode()).isZero();

        walkTheDemo();
        verifyTheLedgerOnline();
    }

    private void walkTheDemo() {
        var line = connectLine();
        var select = shell(line + " -c 'SELECT card_number FROM customers WHERE id = 1'");
        assertThat(select.output()).contains("************1111").doesNotContain("4111111111111111");
        assertThat(shell(line + " -c 'DROP TABLE orders'").output()).contains("migration");
        try (var update =
                RunningProgram.start(
                        bash(line + " -c \"UPDATE orders SET status='refunded' WHERE id=1\""))) {
            var hold = update.awaitLine(Psql.HOLD).group(1);
            await().atMost(Duration.ofSeconds(15))
                    .until(
                            () -> holdpoint("approvals", "list", "--as", "bob").output(),
                            o -> o.contains(hold));
            assertThat(approve(hold, "support-agent").exitCode()).isEqualTo(1);
            assertThat(approve(hold, "alice").exitCode()).isEqualTo(1);
            assertThat(approve(hold, "bob").exitCode()).isZero();
            assertThat(update.awaitEnd(Duration.ofSeconds(20)).output()).contains("UPDATE 1");
        }
    }

    private RunningProgram.Finished approve(String hold, String principal) {
        return holdpoint("approvals", "approve", hold, "--as", principal, "--reason", "agreed");
    }

    private String connectLine() {
        return holdpoint("connect", "payments", "--as", "support-agent")
                .output()
                .lines()
                .map(String::strip)
                .filter(line -> line.contains("psql"))
                .findFirst()
                .orElseThrow();
    }

    private void awaitSessionInTheList() {
        await("the demo's session in the list")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> holdpoint("sessions", "list", "--as", "carol").output(),
                        list -> list.contains("support-agent"));
    }

    private void verifyTheLedgerOnline() {
        await("a checkpoint over everything so far")
                .atMost(Duration.ofSeconds(30))
                .until(() -> holdpoint("ledger", "verify", "--as", "carol").exitCode() == 0);
    }

    private void verifyOffline(Path export) throws IOException {
        var key = state.resolve("ledger.vkey").toString();
        ok("ledger", "verify", "--export", export.toString(), "--key", key);

        var entries = export.resolve("entries.jsonl");
        var lines = new ArrayList<>(Files.readAllLines(entries));
        int removed = lines.size() / 2;
        lines.remove(removed);
        Files.write(entries, lines);

        var verdict = holdpoint("ledger", "verify", "--export", export.toString(), "--key", key);
        assertThat(verdict.exitCode()).isEqualTo(1);
        assertThat(verdict.output()).contains(Integer.toString(removed));
    }

    private void ok(String... arguments) {
        var finished = holdpoint(arguments);
        assertThat(finished.exitCode()).as(finished.output()).isZero();
    }

    private RunningProgram.Finished holdpoint(String... arguments) {
        var command = new ArrayList<>(List.of(Repository.ROOT.resolve("holdpoint").toString()));
        command.addAll(List.of(arguments));
        return finish(new ProcessBuilder(command));
    }

    private RunningProgram.Finished shell(String line) {
        return finish(bash(line));
    }

    private ProcessBuilder bash(String line) {
        var builder = new ProcessBuilder("bash", "-c", line);
        builder.directory(Repository.ROOT.toFile());
        builder.environment().putAll(environment);
        return builder;
    }

    private RunningProgram.Finished finish(ProcessBuilder builder) {
        builder.environment().putAll(environment);
        try (var program = RunningProgram.start(builder)) {
            return program.awaitEnd(Duration.ofMinutes(3));
        }
    }
}
