package dev.holdpoint.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.embedded.EmbeddedPostgres;
import dev.holdpoint.embedded.Ports;
import dev.holdpoint.launcher.database.DemoTarget;
import dev.holdpoint.launcher.database.ServicesDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherIT {
    @TempDir Path dir;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void quiet() {
        Logging.quiet();
    }

    @Test
    void a_taken_port_is_told_before_anything_is_started() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int exit =
                    execute(
                            "up",
                            "--port-kafka=" + taken.getLocalPort(),
                            "--port-postgres=" + Ports.free(),
                            "--port-target=" + Ports.free(),
                            "--port-oidc=" + Ports.free(),
                            "--port-http=" + Ports.free(),
                            "--port-edge=" + Ports.free());
            assertThat(exit).isEqualTo(1);
            assertThat(err.toString())
                    .startsWith("holdpoint: port " + taken.getLocalPort() + ", wanted by Kafka,")
                    .contains("--port-kafka")
                    .hasLineCount(1);
            assertThat(dir.resolve("kafka")).doesNotExist();
        }
    }

    @Test
    void wrong_usage_exits_with_2_and_nothing_running_is_said() {
        assertThat(execute("up", "--sideways")).isEqualTo(2);
        assertThat(execute("status")).isEqualTo(1);
        assertThat(execute("down")).isZero();
        assertThat(out.toString()).contains("does not run");
    }

    @Test
    void the_infrastructure_comes_up_twice_with_least_privilege_and_no_secret_in_a_log()
            throws Exception {
        var state = StateDir.of(dir);
        state.create();
        var plan = freePorts();
        for (int start = 0; start < 2; start++) {
            var progress = new Progress(new PrintWriter(out));
            var stopping = new Stopping(progress);
            try {
                new Infrastructure(state, plan, stopping, progress).start();
                checkDatabases(state, plan);
            } finally {
                stopping.stop();
            }
        }
        assertThat(out.toString()).contains("Kafka", "OIDC issuer", "demo target payments");
        assertThat(Files.readString(state.target().resolve("postgresql.log")))
                .doesNotContain(state.secret(DemoTarget.SECRET));
    }

    @Test
    void it_comes_up_again_without_the_demo_tables_somebody_dropped_and_says_so() throws Exception {
        var state = StateDir.of(dir);
        state.create();
        var plan = freePorts();
        startAndChange(state, plan, "DROP TABLE orders");
        assertThat(out.toString()).doesNotContain("not as the demo needs it");

        startAndChange(state, plan, "CREATE TABLE orders(); DROP TABLE customers");
        assertThat(out.toString()).contains("there is no table orders any more");

        startAndChange(state, plan, "DROP SCHEMA public CASCADE");
        assertThat(out.toString()).contains("there is no table customers any more");

        startAndChange(state, plan, "SELECT 1");
        assertThat(out.toString()).contains("could not be looked at or made: PostgreSQL refused");
    }

    private void startAndChange(StateDir state, PortPlan plan, String sql) throws Exception {
        var progress = new Progress(new PrintWriter(out));
        var stopping = new Stopping(progress);
        try {
            new Infrastructure(state, plan, stopping, progress).start();
            execute(state, plan, sql);
        } finally {
            stopping.stop();
        }
    }

    private static void execute(StateDir state, PortPlan plan, String sql) throws Exception {
        var password = Files.readString(state.target().resolve("superuser.password")).strip();
        var payments = "jdbc:postgresql://127.0.0.1:" + plan.target + "/" + DemoTarget.DATABASE;
        try (var owner = DriverManager.getConnection(payments, "postgres", password);
                var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void checkDatabases(StateDir state, PortPlan plan) throws Exception {
        var payments = "jdbc:postgresql://127.0.0.1:" + plan.target + "/payments";
        try (var agent =
                        DriverManager.getConnection(
                                payments, DemoTarget.ROLE, state.secret(DemoTarget.SECRET));
                var statement = agent.createStatement()) {
            assertThat(statement.executeQuery("SELECT 1 FROM customers, orders").next()).isTrue();
            assertThatThrownBy(() -> statement.execute("DROP TABLE orders"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("must be owner");
        }
        var services = "jdbc:postgresql://127.0.0.1:" + plan.postgres + "/holdpoint";
        try (var service =
                        DriverManager.getConnection(
                                services, ServicesDatabase.ROLE, state.secret("services"));
                var statement = service.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS approval.t(a int)");
            statement.execute("CREATE SCHEMA IF NOT EXISTS audit");
        }
    }

    @Test
    void a_service_that_dies_is_told_with_the_end_of_its_log() throws Exception {
        var state = StateDir.of(dir);
        state.create();
        var app = new ServiceApp("edge", dir.resolve("no.jar"), Ports.free(), Map.of("a", "b$c"));
        var process = ServiceProcess.start(app, state, dir);
        assertThatThrownBy(() -> new Readiness().await(process))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("edge stopped by itself (exit 1)")
                .hasMessageContaining("Unable to access jarfile");
    }

    @Test
    void what_a_killed_launcher_left_behind_is_cleared() throws Exception {
        var state = StateDir.of(dir);
        state.create();
        var left = EmbeddedPostgres.start(state.postgres(), 0);
        var child = new ProcessBuilder("sleep", "600").start();
        var gone = new RunState.Pid(child.pid(), 1);
        var service = new RunState.Service("standalone", RunState.Pid.of(child.toHandle()), 1);
        new RunState(gone, true, Shape.STANDALONE, "", "", "", "", Map.of(), List.of(service))
                .write(state.runFile());
        Leftovers.clear(state, new Progress(new PrintWriter(out)));
        assertThat(child.isAlive()).isFalse();
        assertThat(left.running()).isFalse();
        assertThat(state.runFile()).doesNotExist();
    }

    private static PortPlan freePorts() {
        var plan = new PortPlan();
        plan.kafka = Ports.free();
        plan.postgres = Ports.free();
        plan.target = Ports.free();
        plan.oidc = Ports.free();
        return plan;
    }

    private int execute(String... args) {
        var all = new ArrayList<>(List.of(args));
        all.add("--state-dir=" + dir);
        return LauncherCommand.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
