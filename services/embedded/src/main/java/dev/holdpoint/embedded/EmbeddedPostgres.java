package dev.holdpoint.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One real PostgreSQL server beside this JVM, on loopback, with scram-sha-256 passwords only. */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String SUPERUSER = "postgres";

    private final PostgresCluster cluster;
    private final int port;

    private EmbeddedPostgres(PostgresCluster cluster, int port) {
        this.cluster = cluster;
        this.port = port;
    }

    /**
     * Server parameters (postgresql.conf), where the programs are unpacked, and where to take them
     * from instead of unpacking any.
     */
    public record Settings(Map<String, String> server, Path unpackDir, Optional<Path> installed) {
        public Settings {
            server = Map.copyOf(server);
        }

        public static Settings defaults() {
            var cache = Path.of(System.getProperty("user.home"), ".cache", "holdpoint");
            return new Settings(Map.of("max_connections", "100"), cache, Optional.empty());
        }

        /** For tests: no fsync, so a machine crash may lose the data directory. */
        public static Settings throwAway() {
            return defaults().with("fsync", "off").with("synchronous_commit", "off");
        }

        public Settings with(String parameter, String value) {
            var more = new HashMap<>(server);
            more.put(parameter, value);
            return new Settings(more, unpackDir, installed);
        }

        /** With the PostgreSQL installed there: another version, perhaps. */
        public Settings with(Path installation) {
            return new Settings(server, unpackDir, Optional.of(installation));
        }

        private PostgresBinaries binaries() {
            return installed
                    .map(PostgresBinaries::new)
                    .orElseGet(() -> PostgresBinaries.unpackedIn(unpackDir));
        }
    }

    public static EmbeddedPostgres start(Path dataDir, int port) {
        return start(dataDir, port, Settings.defaults());
    }

    /**
     * Starts a server on the port (0: a free one). The directory gets {@code data/}, the
     * superuser's password and {@code postgresql.log}; an existing one is continued.
     */
    public static EmbeddedPostgres start(Path dataDir, int port, Settings settings) {
        var cluster =
                new PostgresCluster(dataDir.toAbsolutePath().normalize(), settings.binaries());
        int chosen = Ports.orFree(port);
        try {
            cluster.prepare();
            cluster.start(chosen, settings.server());
        } catch (IOException e) {
            throw new EmbeddedFailure("cannot write PostgreSQL's directory " + dataDir, e);
        }
        return new EmbeddedPostgres(cluster, chosen);
    }

    /** Stops the server that a killed process left running on this directory, if there is one. */
    public static void stopLeftover(Path dataDir) {
        if (exists(dataDir)) {
            var binaries = Settings.defaults().binaries();
            new PostgresCluster(dataDir.toAbsolutePath().normalize(), binaries).stop("fast");
        }
    }

    /** Where the server's programs and libraries are. */
    public Path installation() {
        return cluster.installation();
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    public String user() {
        return SUPERUSER;
    }

    public String password() {
        return cluster.password();
    }

    /** {@code postgresql://host:port/database}: no credentials in it, so it may be logged. */
    public String uri(String database) {
        return "postgresql://" + HOST + ":" + port + "/" + database;
    }

    /** As {@link #uri(String)} with the superuser's credentials: for tests. */
    public String superuserUri(String database) {
        return "postgresql://%s:%s@%s:%d/%s".formatted(SUPERUSER, password(), HOST, port, database);
    }

    /**
     * What the server wrote to its log, the statements it saw included when log_statement says so.
     */
    public Path logFile() {
        return cluster.logFile();
    }

    public void createDatabase(String name) {
        execute("CREATE DATABASE \"" + name.replace("\"", "\"\"") + "\"");
    }

    /** Runs SQL (one or more statements) as superuser in the maintenance database. */
    public void execute(String sql) {
        execute(SUPERUSER, sql);
    }

    /** Runs SQL (one or more statements) as superuser in the given database. */
    public void execute(String database, String sql) {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new EmbeddedFailure("PostgreSQL refused: " + e.getMessage(), e);
        }
    }

    /** The rows of one query as text, run as superuser in the given database. */
    public List<List<@Nullable String>> query(String database, String sql) {
        try (var connection = connect(database);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var all = new ArrayList<List<@Nullable String>>();
            while (rows.next()) {
                all.add(row(rows));
            }
            return all;
        } catch (SQLException e) {
            throw new EmbeddedFailure("PostgreSQL refused: " + e.getMessage(), e);
        }
    }

    private static List<@Nullable String> row(ResultSet rows) throws SQLException {
        var row = new ArrayList<@Nullable String>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            row.add(rows.getString(i));
        }
        return row;
    }

    /** A JDBC connection as superuser; the caller closes it. */
    public Connection connect(String database) throws SQLException {
        var url = "jdbc:postgresql://" + HOST + ":" + port + "/" + database + "?sslmode=disable";
        return DriverManager.getConnection(url, SUPERUSER, password());
    }

    @Override
    public void close() {
        cluster.stop("fast");
    }

    /** Stops without a checkpoint and without waiting for clients, as a crash would. */
    public void crash() {
        cluster.stop("immediate");
    }

    /** Whether the server's process lives. */
    public boolean running() {
        return cluster.process().isPresent();
    }

    static boolean exists(Path dataDir) {
        return Files.exists(dataDir.resolve("data").resolve("PG_VERSION"));
    }
}
