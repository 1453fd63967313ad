package dev.holdpoint.benchmarks.lab;

import dev.holdpoint.benchmarks.BenchFailure;
import dev.holdpoint.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The PostgreSQL server every route leads to: without fsync, and open to the one role of the
 * benchmarks, so that what is measured is the way and not the disk or the log-in.
 */
public final class BenchTarget {
    private static final int CONNECTIONS = 500;

    public static final String DATABASE = "bench";
    public static final String ROLE = "bench";

    private final EmbeddedPostgres server;
    private final Path directory;

    private BenchTarget(EmbeddedPostgres server, Path directory) {
        this.server = server;
        this.directory = directory;
    }

    /** A new server in a directory below the given one. */
    public static BenchTarget start(Path work, Closing closing) {
        return start(work, closing, CONNECTIONS);
    }

    /** As {@link #start(Path, Closing)}, for so many connections at a time. */
    public static BenchTarget start(Path work, Closing closing, int connections) {
        var settings =
                EmbeddedPostgres.Settings.throwAway()
                        .with("max_connections", Integer.toString(connections))
                        .with("shared_buffers", "256MB")
                        .with("max_wal_size", "4GB");
        var directory = work.resolve("target");
        var server = EmbeddedPostgres.start(directory, 0, settings);
        closing.then(server::close);
        var target = new BenchTarget(server, directory);
        target.open();
        return target;
    }

    private void open() {
        server.execute("CREATE ROLE " + ROLE + " LOGIN PASSWORD 'not-a-secret'");
        server.execute("CREATE DATABASE " + DATABASE + " OWNER " + ROLE);
        var rules = directory.resolve("data").resolve("pg_hba.conf");
        try {
            Files.writeString(
                    rules, "host all " + ROLE + " 127.0.0.1/32 trust\n" + Files.readString(rules));
        } catch (IOException e) {
            throw new BenchFailure("cannot open the target to its role", e);
        }
        server.execute("SELECT pg_reload_conf()");
    }

    /** Offers TLS with the given certificate: the edge's own, so that both cost the same. */
    public void encrypt(Path certificate, Path key) {
        try {
            copyPrivate(certificate, "bench.pem");
            copyPrivate(key, "bench.key");
        } catch (IOException e) {
            throw new BenchFailure("cannot give the target a certificate", e);
        }
        for (var setting :
                List.of("ssl_cert_file = 'bench.pem'", "ssl_key_file = 'bench.key'", "ssl = on")) {
            server.execute("ALTER SYSTEM SET " + setting);
        }
        server.execute("SELECT pg_reload_conf()");
    }

    private void copyPrivate(Path from, String name) throws IOException {
        var to = directory.resolve("data").resolve(name);
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rw-------"));
    }

    /** Makes pgbench's own tables of the given scale. */
    public void fillPgbench(Path pgbench, int scale) {
        Programs.output(
                environment(),
                List.of(pgbench.toString(), "-i", "-q", "--unlogged", "-s", scale + ""));
    }

    /** Two tables alike of about so many MiB of rows; one has a column that policy masks. */
    public void fillCards(int mebibytes) {
        long rows = mebibytes * 1024L * 1024L / 200;
        for (var table : List.of("cards_masked", "cards_open")) {
            server.execute(
                    DATABASE,
                    """
                    CREATE UNLOGGED TABLE %1$s AS
                        SELECT i AS id,
                               'Holder of card ' || i AS holder,
                               lpad((4111111111111111 + i)::text, 16, '0') AS card_number,
                               repeat('some words about it ', 7) AS note
                        FROM generate_series(1::bigint, %2$d) AS i;
                    ALTER TABLE %1$s OWNER TO %3$s;
                    """
                            .formatted(table, rows, ROLE));
        }
        server.execute(DATABASE, "VACUUM ANALYZE");
    }

    /** A table whose rows tell when the server ran the command that wrote them. */
    public void expectArrivals() {
        server.execute(
                DATABASE,
                "CREATE TABLE arrivals (n bigint PRIMARY KEY, at timestamptz NOT NULL);"
                        + "ALTER TABLE arrivals OWNER TO "
                        + ROLE);
    }

    /** The command that leaves a row of that table behind. */
    public static String arrival(int number) {
        return "INSERT INTO arrivals (n, at) VALUES (" + number + ", clock_timestamp())";
    }

    /** When each of those commands ran, by its number. */
    public Map<Integer, Instant> arrivals() {
        var url = "jdbc:postgresql://127.0.0.1:" + port() + "/" + DATABASE + "?user=" + ROLE;
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT n, at FROM arrivals")) {
            var all = new HashMap<Integer, Instant>();
            while (rows.next()) {
                all.put(rows.getInt("n"), rows.getObject("at", OffsetDateTime.class).toInstant());
            }
            return all;
        } catch (SQLException e) {
            throw new BenchFailure("cannot read the arrivals: " + e.getMessage(), e);
        }
    }

    public int port() {
        return server.port();
    }

    /** What libpq needs to log in at the server itself. */
    public Map<String, String> environment() {
        return environment(port(), "disable");
    }

    /** What libpq needs to reach the same database over something else's port. */
    public Map<String, String> environment(int port, String sslMode) {
        return Map.of(
                "PGHOST",
                "127.0.0.1",
                "PGPORT",
                Integer.toString(port),
                "PGDATABASE",
                DATABASE,
                "PGUSER",
                ROLE,
                "PGPASSWORD",
                "not-a-secret",
                "PGSSLMODE",
                sslMode,
                "PGGSSENCMODE",
                "disable");
    }
}
