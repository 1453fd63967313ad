package dev.holdpoint.sql;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a target has beyond PostgreSQL's own: whatever may hide behind a name.
 *
 * @param functions names of functions and procedures outside {@code pg_catalog} and {@code
 *     information_schema}
 * @param operators names of operators outside {@code pg_catalog}
 * @param types names of types outside {@code pg_catalog}, tables' row types left out
 * @param opaqueRelations names of relations reading or writing which runs code or leaves the
 *     database: views calling functions from outside {@code pg_catalog}, foreign tables
 * @param relations tables, views and the like by name
 */
public record SqlCatalog(
        Set<String> functions,
        Set<String> operators,
        Set<String> types,
        Set<String> opaqueRelations,
        Map<String, List<CatalogRelation>> relations) {
    /** A target nothing is known of but PostgreSQL's own objects. */
    public static final SqlCatalog EMPTY = new SqlCatalog(Set.of(), Set.of(), Set.of(), Set.of());

    /**
     * PostgreSQL keeps this beginning of a name for its own relations and for temporary schemas.
     */
    private static final String RESERVED = "pg_";

    public SqlCatalog {
        functions = Set.copyOf(functions);
        operators = Set.copyOf(operators);
        types = Set.copyOf(types);
        opaqueRelations = Set.copyOf(opaqueRelations);
        relations = Map.copyOf(relations);
    }

    /** A target of whose relations nothing is known. */
    public SqlCatalog(
            Set<String> functions,
            Set<String> operators,
            Set<String> types,
            Set<String> opaqueRelations) {
        this(functions, operators, types, opaqueRelations, Map.of());
    }

    /** Relations as {@link #relations()} keeps them. */
    public static Map<String, List<CatalogRelation>> byName(Collection<CatalogRelation> all) {
        return all.stream().collect(Collectors.groupingBy(CatalogRelation::name));
    }

    /**
     * The relation a name certainly means, whatever the search path: the one of that schema, or
     * without a schema the only one of that name.
     *
     * @param schema empty if none was given
     */
    public Optional<CatalogRelation> relation(String schema, String name) {
        var named = relations.getOrDefault(name, List.of());
        if (!schema.isEmpty()) {
            return named.stream().filter(one -> one.schema().equals(schema)).findFirst();
        }
        boolean certain =
                named.size() == 1
                        && !name.startsWith(RESERVED)
                        && !named.getFirst().schema().startsWith(RESERVED);
        return certain ? Optional.of(named.getFirst()) : Optional.empty();
    }
}
