package dev.holdpoint.policy.trial;

import java.util.List;

/**
 * What cases say of a target, so that the names in their statements can be resolved.
 *
 * @param searchPath schemas in which names without one are looked up
 */
public record KnownTables(List<Table> tables, List<String> searchPath) {
    public KnownTables {
        tables = List.copyOf(tables);
        searchPath = List.copyOf(searchPath);
    }

    /** A table with its columns in order. */
    public record Table(String schema, String name, List<String> columns) {
        public Table {
            columns = List.copyOf(columns);
        }
    }
}
