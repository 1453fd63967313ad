package dev.holdpoint.sql.catalogue;

import java.util.List;

/**
 * A table, view or the like of a target.
 *
 * @param columns in order
 * @param definition the query of a view, every name in it qualified; empty for anything else
 */
public record CatalogRelation(
        String schema, String name, List<String> columns, String definition, Conduct conduct) {
    public CatalogRelation {
        columns = List.copyOf(columns);
    }

    /** A table, or a view if it has a definition, whose use sets nothing off. */
    public CatalogRelation(String schema, String name, List<String> columns, String definition) {
        this(schema, name, columns, definition, Conduct.PLAIN);
    }

    /** {@code schema.name}. */
    public String qualifiedName() {
        return schema + "." + name;
    }
}
