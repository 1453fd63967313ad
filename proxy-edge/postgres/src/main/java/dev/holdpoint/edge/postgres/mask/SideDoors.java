package dev.holdpoint.edge.postgres.mask;

import java.util.Locale;
import java.util.Set;

/** Functions and relations by which a masked value could leave without its column. */
final class SideDoors {
    private static final Set<String> STATISTICS =
            Set.of(
                    "pg_stats",
                    "pg_statistic",
                    "pg_stats_ext",
                    "pg_stats_ext_exprs",
                    "pg_statistic_ext_data");

    /** Functions that put values where another command reads them without an origin. */
    private static final Set<String> SMUGGLERS =
            Set.of(
                    "set_config",
                    "setseed",
                    "pg_notify",
                    "setval",
                    "lowrite",
                    "pg_logical_emit_message",
                    "query_to_xml",
                    "cursor_to_xml");

    /** Functions that show what is stored, whoever's it is, from files or the log. */
    private static final Set<String> RAW =
            Set.of(
                    "pg_read_file",
                    "pg_read_binary_file",
                    "pg_logical_slot_get_changes",
                    "pg_logical_slot_peek_changes",
                    "pg_logical_slot_get_binary_changes",
                    "pg_logical_slot_peek_binary_changes",
                    "get_raw_page",
                    "pg_get_wal_block_info");

    private static final String TOAST = "pg_toast_";

    private SideDoors() {}

    /** Whether the function, as written, keeps what it is given where another command reads it. */
    static boolean keeps(String function) {
        var name = last(function);
        return SMUGGLERS.contains(name)
                || name.contains("advisory")
                || name.startsWith("lo_")
                || name.startsWith("pg_restore_");
    }

    /** Whether the function, as written, shows what is stored. */
    static boolean readsStored(String function) {
        return RAW.contains(last(function));
    }

    /** Whether the relation has samples of other relations' values. */
    static boolean samples(String relation) {
        return STATISTICS.contains(relation);
    }

    /** Whether the relation stores what is too large for others' rows. */
    static boolean isStorage(String relation) {
        return relation.startsWith(TOAST);
    }

    private static String last(String function) {
        return function.substring(function.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
