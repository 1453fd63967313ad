package dev.holdpoint.edge.postgres.catalogue;

import dev.holdpoint.edge.postgres.catalogue.Judgement.Column;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a target holds at first, and what texts make of it, each undone again. */
final class TargetState {
    private static final String OBJECTS =
            "SELECT md5(string_agg(o.x, '|' ORDER BY o.x)) FROM ("
                    + "SELECT oid || relname || relnatts || relowner AS x FROM pg_class"
                    + " WHERE oid > 16384 AND relnamespace::regnamespace::text !~ 'pg_'"
                    + " UNION ALL SELECT oid || proname FROM pg_proc WHERE oid > 16384) o";

    private static final String RIGHTS =
            "SELECT md5(string_agg(o.x, '|' ORDER BY o.x)) FROM ("
                    + "SELECT c.oid || coalesce(relacl::text, '') AS x FROM pg_class c"
                    + " WHERE relnamespace::regnamespace::text !~ 'pg_'"
                    + " UNION ALL SELECT attrelid || attname || attacl::text FROM pg_attribute"
                    + " WHERE attrelid > 16384) o";

    /** Counts what is dropped: objects that were there before, and columns. */
    private static final String THERE =
            "SELECT count(*) - (SELECT count(*) FROM pg_attribute WHERE attisdropped)"
                    + " FROM pg_class WHERE oid <= %s AND relnamespace <> 'pg_toast'::regnamespace";

    private static final String LAST_OBJECT = "SELECT max(oid) FROM pg_class";
    private static final String FILES =
            "SELECT relnamespace::regnamespace::text || '.' || relname, relfilenode"
                    + " FROM pg_class WHERE relkind = 'r'"
                    + " AND relnamespace::regnamespace::text IN ('public', 'shop')";
    private static final String NO_RIGHT = "42501";
    private static final String TOO_SLOW = "57014";

    /** The MD5 of an empty text. */
    private static final String NOTHING_LEFT = "d41d8cd98f00b204e9800998ecf8427e";

    private final AppConnection app;
    private final Map<String, String> before;
    private final String objects;
    private final String rights;
    private final String there;
    private final Map<String, String> files;

    TargetState(AppConnection app) throws SQLException {
        this.app = app;
        before = state();
        objects = app.one(OBJECTS);
        rights = app.one(RIGHTS);
        files = app.pairs(FILES);
        there = THERE.formatted(app.one(LAST_OBJECT));
    }

    /**
     * What came of a text.
     *
     * @param changed tables whose rows are others now
     * @param read tables that were scanned
     * @param wrote whether the transaction got a number
     * @param objects whether there are other objects now
     * @param rights whether others have other rights now
     * @param emptied tables that had rows, and have none
     * @param destroyed whether objects or columns are gone, or a table was emptied at once
     */
    record Seen(
            boolean accepted,
            Set<String> changed,
            Set<String> read,
            boolean wrote,
            boolean objects,
            boolean rights,
            Set<String> emptied,
            boolean destroyed) {
        private static final Seen NOTHING =
                new Seen(false, Set.of(), Set.of(), false, false, false, Set.of(), false);
    }

    /** Runs a text and undoes it. */
    Seen after(String text, List<String> path) throws SQLException {
        begin(path);
        try {
            var scansBefore = scans();
            long thereBefore = Long.parseLong(app.one(there));
            return accepts(text) ? seen(scansBefore, thereBefore) : Seen.NOTHING;
        } finally {
            undo();
        }
    }

    private boolean accepts(String text) throws SQLException {
        if (!app.takes(text)) {
            return false;
        }
        app.execute("RESET ROLE");
        app.execute("SET LOCAL search_path = public");
        return true;
    }

    private Seen seen(Map<String, String> scansBefore, long thereBefore) throws SQLException {
        boolean wrote = !app.one("SELECT pg_current_xact_id_if_assigned()").equals("null");
        var read = scanned(scansBefore);
        boolean otherObjects = !app.one(OBJECTS).equals(objects);
        boolean otherRights = !app.one(RIGHTS).equals(rights);
        boolean fewer = Long.parseLong(app.one(there)) < thereBefore;
        var now = state();
        var changed = changed(now);
        var emptied = new TreeSet<>(changed);
        emptied.removeIf(table -> !NOTHING_LEFT.equals(now.get(table)));
        boolean destroyed = fewer || cut(emptied);
        return new Seen(true, changed, read, wrote, otherObjects, otherRights, emptied, destroyed);
    }

    private void begin(List<String> path) throws SQLException {
        app.execute("BEGIN");
        app.execute("SET LOCAL search_path = " + String.join(", ", path));
        app.execute("SET LOCAL statement_timeout = '5s'");
    }

    /** Names of prepared statements outlive what made them. */
    private void undo() throws SQLException {
        app.execute("ROLLBACK");
        app.execute("DEALLOCATE ALL");
    }

    /** Whether a text that runs otherwise is refused if its reader may not read this column. */
    boolean needs(Column column, String text, List<String> path) throws SQLException {
        var denied = "SELECT observer.deny('%s', '%s')".formatted(column.relation(), column.name());
        return endAfter(denied, text, path).equals(Optional.of(NO_RIGHT));
    }

    /** Whether a text ends otherwise where this column of a table has other values. */
    boolean dependsOn(Column column, String value, String text, List<String> path)
            throws SQLException {
        if (!before.containsKey(column.relation())) {
            return false;
        }
        var altered =
                "SELECT observer.change('%s', '%s', $$%s$$)"
                        .formatted(column.relation(), column.name(), value);
        var with = endAfter(altered, text, path);
        var without = endAfter("SELECT", text, path);
        boolean slow = Stream.of(with, without).anyMatch(Optional.of(TOO_SLOW)::equals);
        return with.isPresent() && !slow && !with.equals(without);
    }

    /** Empty if what comes before cannot be done. */
    private Optional<String> endAfter(String before, String text, List<String> path)
            throws SQLException {
        begin(path);
        try {
            return app.takes(before) ? Optional.of(end(text)) : Optional.empty();
        } finally {
            undo();
        }
    }

    /** What a text ends with: the code of an error, or nothing. */
    private String end(String text) {
        try {
            app.execute(text);
            return "";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }

    /** Whether one of these tables has another file: its rows were not deleted one by one. */
    private boolean cut(Set<String> emptied) throws SQLException {
        var now = app.pairs(FILES);
        return emptied.stream()
                .anyMatch(table -> !Objects.equals(now.get(table), files.get(table)));
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
        return app
                .rows(
                        "SELECT schemaname || '.' || relname, seq_scan + coalesce(idx_scan, 0)"
                                + " FROM pg_stat_xact_user_tables"
                                + " WHERE schemaname IN ('public', 'shop')")
                .stream()
                .collect(Collectors.toMap(List::getFirst, List::getLast));
    }

    /** Of the tables that are there. */
    private Set<String> changed(Map<String, String> now) {
        var changed = new TreeSet<String>();
        now.forEach(
                (table, content) -> {
                    if (!content.equals(before.get(table))) {
                        changed.add(table);
                    }
                });
        return changed;
    }

    private Map<String, String> state() throws SQLException {
        return app.pairs("SELECT name, content FROM observer.state()");
    }
}
