package dev.holdpoint.edge.postgres.catalogue;

import dev.holdpoint.edge.postgres.catalogue.query.CatalogLoader;
import dev.holdpoint.edge.postgres.login.TargetLogin;
import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.edge.session.Credential;
import dev.holdpoint.embedded.EmbeddedPostgres;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.analyse.PostgresAnalyser;
import dev.holdpoint.sql.catalogue.Namespace;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A target full of traps: what is understood of a text, and what the text does. */
final class ObservedTarget implements AutoCloseable {
    private static final String DATABASE = "observed";
    private static final String TABLES =
            "SELECT n.nspname || '.' || c.relname FROM pg_class c"
                    + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE c.relkind IN ('r', 'p') AND n.nspname IN ('public', 'shop')";
    private static final String OBJECTS =
            "SELECT md5(string_agg(o.x, '|' ORDER BY o.x)) FROM ("
                    + "SELECT oid || relname || relnatts || relowner AS x FROM pg_class"
                    + " WHERE oid > 16384 AND relnamespace::regnamespace::text !~ 'pg_'"
                    + " UNION ALL SELECT oid || proname FROM pg_proc WHERE oid > 16384) o";

    private final EmbeddedPostgres server;
    private final Vertx vertx = Vertx.vertx();
    private final PostgresAnalyser analyser =
            new PostgresAnalyser(
                    new PostgresAnalyser.Limits(
                            256 << 10, Duration.ofSeconds(30), 1, 1024, 8 << 20));
    private final TargetCatalog catalog;
    private final Connection connection;
    private final Map<String, String> before;
    private final String objects;

    ObservedTarget(Path directory) throws SQLException {
        server =
                EmbeddedPostgres.start(
                        directory.resolve("observed"), 0, EmbeddedPostgres.Settings.throwAway());
        server.createDatabase(DATABASE);
        make(resource("target.sql"));
        catalog = load();
        make(observer());
        connection = DriverManager.getConnection(url(), login("app", "app"));
        before = state();
        objects = one(OBJECTS);
    }

    private void make(String script) throws SQLException {
        var login = login(server.user(), server.password());
        try (var owner = DriverManager.getConnection(url(), login);
                var statement = owner.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(script);
        }
    }

    /** Sees every row, whoever asks. */
    private String observer() {
        var contents =
                server.query(DATABASE, TABLES).stream()
                        .map(row -> content(Objects.requireNonNull(row.getFirst())))
                        .collect(Collectors.joining(" UNION ALL "));
        return "CREATE SCHEMA observer; GRANT USAGE ON SCHEMA observer TO app;"
                + " CREATE FUNCTION observer.state() RETURNS TABLE (name text, content text)"
                + " LANGUAGE sql SECURITY DEFINER AS $$"
                + contents
                + "$$";
    }

    private static String content(String table) {
        return "SELECT '%s', md5(coalesce(string_agg(x::text, '|' ORDER BY x::text), '')) FROM %s x"
                .formatted(table, table);
    }

    static String resource(String name) {
        try (var in = Objects.requireNonNull(ObservedTarget.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TargetCatalog load() {
        var clock = InstantSource.system();
        var spec =
                new TargetSpec(
                        "postgres",
                        server.host(),
                        server.port(),
                        DATABASE,
                        "app",
                        "env:UNUSED",
                        "disable",
                        Map.of(),
                        List.of());
        return new CatalogLoader(new TargetLogin(vertx, new Uuid7(clock)), clock)
                .load(new Admitted(spec, new Credential("app", "app"), List.of()), List.of())
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .catalog();
    }

    private String url() {
        return "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + DATABASE;
    }

    private static Properties login(String user, String password) {
        var login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        login.setProperty("preferQueryMode", "simple");
        return login;
    }

    Analysis analyse(String text, List<String> path) {
        var space = new Namespace(path, Set.of(), false, false);
        return analyser.analyse(text, catalog.names().under(space)).toCompletableFuture().join();
    }

    /**
     * What came of a text.
     *
     * @param changed tables whose rows are others now
     * @param read tables that were scanned
     * @param wrote whether the transaction got a number
     * @param objects whether there are other objects now
     */
    record Seen(
            boolean accepted,
            Set<String> changed,
            Set<String> read,
            boolean wrote,
            boolean objects) {}

    /** Runs a text and undoes it. */
    Seen run(String text, List<String> path) throws SQLException {
        execute("BEGIN");
        try {
            execute("SET LOCAL search_path = " + String.join(", ", path));
            execute("SET LOCAL statement_timeout = '5s'");
            var scansBefore = scans();
            execute(text);
            execute("SET LOCAL search_path = public");
            boolean wrote = !one("SELECT pg_current_xact_id_if_assigned()").equals("null");
            var read = scanned(scansBefore);
            boolean other = !one(OBJECTS).equals(objects);
            return new Seen(true, changed(), read, wrote, other);
        } catch (SQLException e) {
            return new Seen(false, Set.of(), Set.of(), false, false);
        } finally {
            execute("ROLLBACK");
        }
    }

    private Set<String> scanned(Map<String, String> scansBefore) throws SQLException {
        var read = new TreeSet<String>();
        scans().forEach(
                        (table, scans) -> {
                            boolean scanned = !scans.equals(scansBefore.getOrDefault(table, "0"));
                            if (scanned && before.containsKey(table)) {
                                read.add(table);
                            }
                        });
        return read;
    }

    /** Counted since the server last took the numbers over, not only in this transaction. */
    private Map<String, String> scans() throws SQLException {
        return rows(
                        "SELECT schemaname || '.' || relname, seq_scan + coalesce(idx_scan, 0)"
                                + " FROM pg_stat_xact_user_tables"
                                + " WHERE schemaname IN ('public', 'shop')")
                .stream()
                .collect(Collectors.toMap(List::getFirst, List::getLast));
    }

    private Set<String> changed() throws SQLException {
        var changed = new TreeSet<String>();
        var now = state();
        before.forEach(
                (table, content) -> {
                    if (!content.equals(now.get(table))) {
                        changed.add(table);
                    }
                });
        return changed;
    }

    private Map<String, String> state() throws SQLException {
        return rows("SELECT name, content FROM observer.state()").stream()
                .collect(Collectors.toMap(List::getFirst, List::getLast));
    }

    private List<List<String>> rows(String query) throws SQLException {
        var all = new ArrayList<List<String>>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.add(List.of(rows.getString(1), rows.getString(2)));
            }
        }
        return all;
    }

    private String one(String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return String.valueOf(rows.getString(1));
        }
    }

    private void execute(String text) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(text);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        analyser.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }
}
