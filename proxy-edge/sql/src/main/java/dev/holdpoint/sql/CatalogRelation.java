package dev.holdpoint.sql;

import java.util.List;

/**
 * A table, view or the like of a target.
 *
 * @param columns in order
 * @param definition the query of a view, every name in it qualified; empty for anything else
 */
public record CatalogRelation(String schema, String name, List<String> columns, String definition) {
    public CatalogRelation {
        columns = List.copyOf(columns);
    }

    /** {@code schema.name}. */
    public String qualifiedName() {
        return schema + "." + name;
    }
}
