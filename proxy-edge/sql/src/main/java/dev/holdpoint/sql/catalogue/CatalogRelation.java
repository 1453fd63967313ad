package dev.holdpoint.sql.catalogue;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A table, view or the like of a target.
 *
 * @param columns in order
 * @param definition the query of a view, every name in it qualified; empty for anything else
 * @param generated columns by what their values are made from: other columns, or the whole row
 */
public record CatalogRelation(
        String schema,
        String name,
        List<String> columns,
        String definition,
        Conduct conduct,
        Map<String, Set<String>> generated) {
    private static final Set<String> SYSTEM_COLUMNS =
            Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");

    public CatalogRelation {
        columns = List.copyOf(columns);
        generated = Map.copyOf(generated);
    }

    /** A table, or a view if it has a definition, whose use sets nothing off. */
    public CatalogRelation(String schema, String name, List<String> columns, String definition) {
        this(schema, name, columns, definition, Conduct.PLAIN, Map.of());
    }

    /** Whether every stored relation has a column of that name, which {@code *} leaves out. */
    public static boolean isSystemColumn(String name) {
        return SYSTEM_COLUMNS.contains(name);
    }

    /** Whether it has a column of that name, system columns included. */
    public boolean hasColumn(String column) {
        return columns.contains(column) || isSystemColumn(column);
    }

    /** {@code schema.name}. */
    public String qualifiedName() {
        return schema + "." + name;
    }
}
