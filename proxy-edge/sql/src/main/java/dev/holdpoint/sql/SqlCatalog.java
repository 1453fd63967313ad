package dev.holdpoint.sql;

import java.util.Set;

/**
 * What a target has beyond PostgreSQL's own: whatever may hide behind a name. All names
 * unqualified.
 *
 * @param functions functions and procedures outside {@code pg_catalog} and {@code
 *     information_schema}
 * @param operators operators outside {@code pg_catalog}
 * @param types types outside {@code pg_catalog}, tables' row types left out
 * @param opaqueRelations relations reading or writing which runs code or leaves the database: views
 *     calling functions from outside {@code pg_catalog}, foreign tables
 */
public record SqlCatalog(
        Set<String> functions,
        Set<String> operators,
        Set<String> types,
        Set<String> opaqueRelations) {
    /** A target nothing is known of but PostgreSQL's own objects. */
    public static final SqlCatalog EMPTY = new SqlCatalog(Set.of(), Set.of(), Set.of(), Set.of());

    public SqlCatalog {
        functions = Set.copyOf(functions);
        operators = Set.copyOf(operators);
        types = Set.copyOf(types);
        opaqueRelations = Set.copyOf(opaqueRelations);
    }
}
