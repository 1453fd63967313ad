package dev.holdpoint.sql.catalogue;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The code of a target that is not PostgreSQL's own.
 *
 * @param routines functions and procedures outside {@code pg_catalog} and {@code
 *     information_schema}, and those added to or changed in them, by name
 * @param operators names of operators; with {@code pg_catalog.} before it, one added there
 * @param behind the routines that run where an operator of that name is written, its commutator's
 *     and negator's included
 * @param types names of types whose values run code, tables' row types left out; with {@code
 *     pg_catalog.} before it, one added there
 * @param everywhere calls that any expression may make without naming them
 * @param watched whether event triggers run when objects change
 */
public record CatalogCode(
        Map<String, List<CatalogRoutine>> routines,
        Set<String> operators,
        Map<String, List<CatalogRoutine>> behind,
        Set<String> types,
        Set<String> everywhere,
        boolean watched) {
    public CatalogCode {
        routines = Map.copyOf(routines);
        operators = Set.copyOf(operators);
        behind = Map.copyOf(behind);
        types = Set.copyOf(types);
        everywhere = Set.copyOf(everywhere);
    }

    /** Code of which no operator's is known. */
    public CatalogCode(
            Map<String, List<CatalogRoutine>> routines,
            Set<String> operators,
            Set<String> types,
            Set<String> everywhere,
            boolean watched) {
        this(routines, operators, Map.of(), types, everywhere, watched);
    }

    /** Routines as {@link #routines()} keeps them. */
    public static Map<String, List<CatalogRoutine>> byName(Collection<CatalogRoutine> all) {
        return all.stream().collect(Collectors.groupingBy(CatalogRoutine::name));
    }
}
