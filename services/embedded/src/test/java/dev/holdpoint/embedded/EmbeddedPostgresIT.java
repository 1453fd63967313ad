package dev.holdpoint.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
    private static final EmbeddedPostgres.Settings LOGGING =
            EmbeddedPostgres.Settings.throwAway().with("log_statement", "all");

    @TempDir Path dir;

    @Test
    void rows_survive_a_restart_and_the_log_shows_each_statement() throws Exception {
        try (var first = EmbeddedPostgres.start(dir, 0, LOGGING)) {
            first.createDatabase("shop");
            first.execute("shop", "CREATE TABLE t(a int); INSERT INTO t VALUES (7)");
        }
        try (var second = EmbeddedPostgres.start(dir, 0, LOGGING)) {
            assertThat(second.query("shop", "SELECT a FROM t")).containsExactly(List.of("7"));
            assertThat(Files.readString(second.logFile())).contains("INSERT INTO t VALUES (7)");
            assertThat(second.query("postgres", "SHOW server_version").getFirst().getFirst())
                    .startsWith("18.");
        }
    }

    @Test
    void a_wrong_password_is_refused_and_the_right_one_is_private() throws Exception {
        try (var postgres = EmbeddedPostgres.start(dir, 0, LOGGING)) {
            var url = "jdbc:" + postgres.uri("postgres");
            assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "guess"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
            var mode = Files.getPosixFilePermissions(dir.resolve("superuser.password"));
            assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
        }
    }

    @Test
    void a_server_left_behind_is_replaced() {
        var left = EmbeddedPostgres.start(dir, 0, LOGGING);
        left.execute("CREATE TABLE kept(a int)");
        try (var next = EmbeddedPostgres.start(dir, 0, LOGGING)) {
            assertThat(next.port()).isNotEqualTo(left.port());
            assertThat(next.query("postgres", "SELECT count(*) FROM kept"))
                    .containsExactly(List.of("0"));
        }
        assertThat(left.running()).isFalse();
    }
}
