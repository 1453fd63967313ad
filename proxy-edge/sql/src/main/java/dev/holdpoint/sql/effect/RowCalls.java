package dev.holdpoint.sql.effect;

import dev.holdpoint.sql.catalogue.CatalogRelation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether names with a dot call functions: {@code row.name} is {@code name(row)} where the row has
 * no such column, and {@code to_jsonb}, say, shows all of it. Every meaning an alias has anywhere
 * in the text counts.
 */
final class RowCalls {
    /** Rows that have names in a change without an alias being given. */
    private static final List<String> OF_TARGET = List.of("old", "new", "excluded");

    private record Dotted(String row, String name) {}

    private final Map<String, Set<CatalogRelation>> relations = new HashMap<>();
    private final Set<String> spelled = new HashSet<>();
    private final Set<Dotted> dotted = new HashSet<>();

    /** Rows of a relation, by this alias. */
    void relation(String alias, CatalogRelation relation) {
        relations.computeIfAbsent(alias, _ -> new HashSet<>()).add(relation);
    }

    /** As above, of one that is changed. */
    void target(String alias, CatalogRelation relation) {
        relation(alias, relation);
        OF_TARGET.forEach(row -> relation(row, relation));
    }

    /** Rows whose values the text spells out: those of a query, or of a function it calls. */
    void spelledOut(String alias) {
        spelled.add(alias);
    }

    void dotted(String row, String name) {
        dotted.add(new Dotted(row, name));
    }

    /** Whether one of the names may be a call that is handed a row. */
    boolean any() {
        return dotted.stream().anyMatch(this::mayCall);
    }

    private boolean mayCall(Dotted name) {
        var meant = relations.get(name.row());
        return meant == null
                ? !spelled.contains(name.row())
                : !meant.stream().allMatch(relation -> relation.hasColumn(name.name()));
    }
}
