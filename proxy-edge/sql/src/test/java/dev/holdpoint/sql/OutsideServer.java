package dev.holdpoint.sql;

import dev.holdpoint.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of its own whose superuser may do anything: runs one statement at a time and tells what
 * it did outside of its database's rows.
 */
final class OutsideServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ANOTHER = "_backend(1)";
    private static final String ADDRESS = "(here)";

    private final EmbeddedPostgres server;
    private final Bait bait;
    private final Properties login = new Properties();
    private int databases;
    private String database = "";
    private @Nullable Connection watcher;

    OutsideServer(Path directory) throws IOException {
        server =
                EmbeddedPostgres.start(
                        directory.resolve("pg"),
                        0,
                        EmbeddedPostgres.Settings.throwAway()
                                .with("autovacuum", "off")
                                .with("checkpoint_timeout", "1h")
                                .with("max_wal_size", "8GB"));
        bait = new Bait(directory.resolve("bait"));
        login.setProperty("user", server.user());
        login.setProperty("password", server.password());
        login.setProperty("preferQueryMode", "simple");
        server.createDatabase("pattern");
        Corpus.lines("target.sql").forEach(line -> server.execute("pattern", line));
    }

    /** What came of a statement. */
    record Seen(boolean accepted, Set<Outside> done) {}

    /** Whether a statement was accepted, and all that it returned. */
    private record Brought(boolean accepted, String text) {}

    /**
     * @param before what it needs; {@code (here)} is where the bait listens
     * @param last whether nothing else is run in the same database, if this is accepted
     */
    Seen run(String statement, List<String> before, boolean last) throws SQLException, IOException {
        var from = watcher == null ? begun() : watcher;
        watcher = from;
        var seen = run(from, bait.into(statement), before);
        if (last && (seen.accepted() || !before.isEmpty())) {
            from.close();
            watcher = null;
            accept("DROP DATABASE " + database + " WITH (FORCE)");
        }
        return seen;
    }

    private Connection begun() throws SQLException {
        database = "case_" + databases++;
        accept("CREATE DATABASE " + database + " TEMPLATE pattern");
        return server.connect(database);
    }

    /** One that a subscription was made in stays. */
    private void accept(String administration) throws SQLException {
        try (var connection = server.connect("postgres")) {
            var _ = run(connection, administration);
        }
    }

    private Seen run(Connection from, String text, List<String> before)
            throws SQLException, IOException {
        try (var connection = connect()) {
            for (var line : before) {
                var _ = run(connection, line.replace(ADDRESS, bait.options()));
            }
            var _ = run(connection, "SET statement_timeout = '5s'");
            bait.lay();
            return text.contains(ANOTHER)
                    ? stopping(from, connection, text)
                    : watched(from, connection, text);
        }
    }

    private Seen watched(Connection from, Connection connection, String text) throws SQLException {
        var state = OutsideState.of(from);
        var contents = bait.contents();
        long process = process(connection);
        var backend = Backend.of(process).orElseThrow();

        var brought = run(connection, text);

        var done = EnumSet.noneOf(Outside.class);
        done.addAll(OutsideState.of(from).since(state));
        Backend.of(process).ifPresent(after -> done.addAll(after.since(backend)));
        add(done, Outside.FILE_READ, Bait.isIn(brought.text()));
        add(done, Outside.FILE_WRITTEN, !bait.contents().equals(contents));
        add(done, Outside.CONNECTED, bait.wasCalled());
        return new Seen(brought.accepted(), done);
    }

    /** With another session to be stopped. */
    private Seen stopping(Connection from, Connection connection, String text) throws SQLException {
        try (var other = connect()) {
            long process = process(other);
            var sleeping = CompletableFuture.supplyAsync(() -> run(other, "SELECT pg_sleep(60)"));
            Awaitility.await().atMost(PATIENCE).until(() -> sleeps(process));
            var seen = watched(from, connection, text.replace("(1)", "(" + process + ")"));
            Awaitility.await().atMost(PATIENCE).until(sleeping::isDone);
            add(seen.done(), Outside.SESSION_STOPPED, !sleeping.join().accepted());
            return seen;
        }
    }

    private boolean sleeps(long process) {
        return !server.query(
                        "postgres",
                        "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND pid = "
                                + process)
                .isEmpty();
    }

    private static void add(Set<Outside> done, Outside what, boolean seen) {
        if (seen) {
            done.add(what);
        }
    }

    private Connection connect() throws SQLException {
        var url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + database;
        return DriverManager.getConnection(url, login);
    }

    private static long process(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT pg_backend_pid()")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Brought run(Connection connection, String text) {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(text);
            return new Brought(true, all(statement));
        } catch (SQLException e) {
            return new Brought(false, "");
        }
    }

    private static String all(Statement statement) throws SQLException {
        var text = new StringBuilder();
        do {
            try (var rows = statement.getResultSet()) {
                while (rows != null && rows.next()) {
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        text.append(rows.getString(i)).append('\n');
                    }
                }
            }
        } while (statement.getMoreResults() || statement.getUpdateCount() >= 0);
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        bait.close();
    }
}
