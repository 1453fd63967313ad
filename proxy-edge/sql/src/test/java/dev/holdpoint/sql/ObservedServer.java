package dev.holdpoint.sql;

import dev.holdpoint.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** A PostgreSQL server that runs one statement at a time, tells what changed, and undoes it. */
final class ObservedServer implements AutoCloseable {
    private static final String FORBIDDEN = "42501";
    private static final String CONTENTS =
            "SELECT md5(coalesce((SELECT string_agg(t.x, '|' ORDER BY t.x) FROM (%s) t), ''))";
    private static final Map<Change, String> STATE =
            new EnumMap<>(
                    Map.of(
                            Change.ROWS,
                            "SELECT 'c' || c::text AS x FROM public.customers c"
                                    + " UNION ALL SELECT 'o' || o::text FROM public.orders o"
                                    + " UNION ALL SELECT 'p' || p::text FROM public.payments p"
                                    + " UNION ALL SELECT 's' || last_value || is_called"
                                    + " FROM public.s"
                                    + " UNION ALL SELECT 'l' || oid"
                                    + " FROM pg_catalog.pg_largeobject_metadata",
                            Change.DROPPED_OR_MADE,
                            "SELECT 'c' || oid || relname || relnamespace AS x"
                                    + " FROM pg_catalog.pg_class"
                                    + " WHERE relnamespace::regnamespace::text !~ 'pg_toast|temp'"
                                    + " UNION ALL SELECT 'a' || attrelid || attname || atttypid"
                                    + " FROM pg_catalog.pg_attribute WHERE attrelid > 16384"
                                    + " UNION ALL SELECT 'p' || oid FROM pg_catalog.pg_proc"
                                    + " UNION ALL SELECT 't' || oid FROM pg_catalog.pg_type"
                                    + " UNION ALL SELECT 'n' || oid FROM pg_catalog.pg_namespace"
                                    + " WHERE nspname !~ 'temp'",
                            Change.ACCESS,
                            "SELECT 'c' || oid || relowner || coalesce(relacl::text, '') || '.'"
                                    + " || relrowsecurity AS x FROM pg_catalog.pg_class"
                                    + " UNION ALL SELECT 'p' || oid FROM pg_catalog.pg_policy",
                            Change.ROLES,
                            "SELECT a::text AS x FROM pg_catalog.pg_authid a"
                                    + " UNION ALL SELECT m::text FROM pg_catalog.pg_auth_members m"
                                    + " UNION ALL SELECT d::text"
                                    + " FROM pg_catalog.pg_db_role_setting d",
                            Change.IDENTITY,
                            "SELECT current_user || session_user AS x",
                            Change.LEXING,
                            "SELECT pg_catalog.current_setting('standard_conforming_strings')"
                                    + " || pg_catalog.current_setting('client_encoding')"
                                    + " || pg_catalog.current_setting('session_replication_role')"
                                    + " AS x",
                            Change.SETTINGS,
                            "SELECT name || setting AS x FROM pg_catalog.pg_settings"
                                    + " WHERE name !~ 'transaction_'"));

    private final EmbeddedPostgres server;
    private final Properties login = new Properties();

    ObservedServer(Path directory) {
        server =
                EmbeddedPostgres.start(
                        directory.resolve("pg"), 0, EmbeddedPostgres.Settings.throwAway());
        login.setProperty("user", server.user());
        login.setProperty("password", server.password());
        login.setProperty("preferQueryMode", "simple");
        Corpus.lines("target.sql").forEach(server::execute);
    }

    /** What came of a statement. */
    record Seen(boolean accepted, Set<Change> changes) {}

    Seen run(String text) throws SQLException {
        var url = "jdbc:postgresql://" + server.host() + ":" + server.port() + "/postgres";
        try (var connection = DriverManager.getConnection(url, login)) {
            execute(connection, "SET statement_timeout = '3s'");
            execute(connection, "BEGIN");
            var before = state(connection);
            execute(connection, "SAVEPOINT corpus");
            boolean accepted = accepts(connection, text);
            if (!accepted) {
                return new Seen(false, Set.of());
            }
            execute(connection, "BEGIN");
            var changes = EnumSet.noneOf(Change.class);
            var after = state(connection);
            before.forEach((part, was) -> addIfOther(changes, part, was, after));
            accepts(connection, "ROLLBACK");
            return new Seen(true, changes);
        }
    }

    private static void addIfOther(
            Set<Change> changes, Change part, String was, Map<Change, String> after) {
        if (!was.equals(after.getOrDefault(part, was))) {
            changes.add(part);
        }
    }

    private static boolean accepts(Connection connection, String text) {
        try {
            execute(connection, text);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static void execute(Connection connection, String text) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(text);
        }
    }

    /** A part that is gone counts as changed, one that another role may not see does not. */
    private static Map<Change, String> state(Connection connection) throws SQLException {
        var state = new EnumMap<Change, String>(Change.class);
        for (var part : STATE.entrySet()) {
            execute(connection, "SAVEPOINT looking");
            try (var statement = connection.createStatement();
                    var rows = statement.executeQuery(CONTENTS.formatted(part.getValue()))) {
                rows.next();
                state.put(part.getKey(), rows.getString(1));
            } catch (SQLException e) {
                if (!FORBIDDEN.equals(e.getSQLState())) {
                    state.put(part.getKey(), "unreadable: " + e.getMessage());
                }
                execute(connection, "ROLLBACK TO looking");
            }
        }
        return state;
    }

    @Override
    public void close() {
        server.close();
    }
}
