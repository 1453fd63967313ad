package dev.holdpoint.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a server and a database of it have besides the rows of tables.
 *
 * @param rows what there is, by what it would be to add to it
 */
record OutsideState(Map<Outside, Set<String>> rows) {
    private static final String ALL =
            """
            SELECT 'SERVER_SETTING', coalesce(name, '') || coalesce(setting, '') || sourcefile
                FROM pg_file_settings
            UNION ALL SELECT 'RELOADED', pg_conf_load_time()::text
            UNION ALL SELECT 'CHECKPOINTED', checkpoint_lsn::text FROM pg_control_checkpoint()
            UNION ALL SELECT 'STATISTICS_RESET', coalesce(stats_reset::text, '')
                FROM pg_stat_database WHERE datname = current_database()
            UNION ALL SELECT 'TENDED', relid || ' ' || vacuum_count || ' ' || analyze_count
                FROM pg_stat_all_tables
                WHERE schemaname = 'public' AND vacuum_count + analyze_count > 0
            UNION ALL SELECT 'OF_THE_SERVER', 'd' || oid FROM pg_database
            UNION ALL SELECT 'OF_THE_SERVER', 't' || oid FROM pg_tablespace
            UNION ALL SELECT 'OF_THE_SERVER', 's' || oid || subconninfo FROM pg_subscription
            UNION ALL SELECT 'OF_THE_SERVER', 'r' || r::text
                FROM pg_db_role_setting r WHERE setrole = 0
            UNION ALL SELECT 'CODE_MADE', 'f' || oid FROM pg_proc WHERE prokind = 'a' OR prolang
                IN (SELECT oid FROM pg_language WHERE lanname NOT IN ('c', 'internal'))
            UNION ALL SELECT 'CODE_MADE', 't' || oid FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT 'CODE_MADE', 'v' || oid FROM pg_event_trigger
            UNION ALL SELECT 'CODE_MADE', 'r' || oid FROM pg_rewrite WHERE rulename <> '_RETURN'
            UNION ALL SELECT 'CODE_MADE', 'o' || oid FROM pg_operator
            UNION ALL SELECT 'CODE_MADE', 'c' || oid FROM pg_cast
            UNION ALL SELECT 'CODE_MADE', 'e' || oid FROM pg_extension
            UNION ALL SELECT 'CODE_MADE', 'p' || oid FROM pg_publication
            UNION ALL SELECT 'FILE_READ', 'l' || loid FROM pg_largeobject
                WHERE position('%s'::bytea IN data) > 0"""
                    .formatted(Bait.CONTENT);

    private static final String HAS_NAMES =
            "SELECT 1 FROM pg_attribute WHERE attname = 'name'"
                    + " AND attrelid = to_regclass('public.customers')";

    private static final String TAKEN_IN =
            "SELECT 'FILE_READ', id::text FROM public.customers WHERE name = '%s'"
                    .formatted(Bait.CONTENT);

    static OutsideState of(Connection watcher) throws SQLException {
        var rows = new EnumMap<Outside, Set<String>>(Outside.class);
        read(watcher, ALL, rows);
        if (exists(watcher)) {
            read(watcher, TAKEN_IN, rows);
        }
        return new OutsideState(rows);
    }

    /** The table may be gone, or be another one. */
    private static boolean exists(Connection watcher) throws SQLException {
        try (var statement = watcher.createStatement();
                var rows = statement.executeQuery(HAS_NAMES)) {
            return rows.next();
        }
    }

    private static void read(Connection watcher, String query, Map<Outside, Set<String>> into)
            throws SQLException {
        try (var statement = watcher.createStatement();
                var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                into.computeIfAbsent(Outside.valueOf(rows.getString(1)), _ -> new HashSet<>())
                        .add(rows.getString(2));
            }
        }
    }

    /** What was added to the state before. */
    Set<Outside> since(OutsideState before) {
        var added = EnumSet.noneOf(Outside.class);
        rows.forEach(
                (what, now) -> {
                    if (!before.rows.getOrDefault(what, Set.of()).containsAll(now)) {
                        added.add(what);
                    }
                });
        return added;
    }
}
