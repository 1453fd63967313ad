package dev.holdpoint.sql.lineage;

import dev.holdpoint.sql.catalogue.CatalogRelation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a name can mean at one level of a query.
 *
 * @param queries WITH queries by name
 */
record QueryScope(@Nullable QueryScope outer, Map<String, Rows> queries, List<FromItem> items) {
    static final QueryScope TOP = new QueryScope(null, Map.of(), List.of());

    QueryScope {
        queries = Map.copyOf(queries);
        items = List.copyOf(items);
    }

    /** One level further in, with nothing in its FROM clause yet. */
    QueryScope inner() {
        return new QueryScope(this, queries, List.of());
    }

    QueryScope with(String query, Rows rows) {
        var more = new HashMap<>(queries);
        more.put(query, rows);
        return new QueryScope(outer, more, items);
    }

    QueryScope from(List<FromItem> more) {
        return new QueryScope(outer, queries, more);
    }

    Optional<Rows> query(String name) {
        return Optional.ofNullable(queries.get(name));
    }

    /** What a column reference shows: a column, or a whole row by its alias. */
    Source column(List<String> parts) {
        return switch (parts.size()) {
            case 1 -> bare(parts.getFirst());
            case 2 -> qualified("", parts.getFirst(), parts.getLast());
            case 3 -> qualified(parts.getFirst(), parts.get(1), parts.getLast());
            default -> Source.UNKNOWN;
        };
    }

    /**
     * PostgreSQL takes a column, at the nearest level that has one, before the row of an item of
     * that name. Only a column of a stored relation is taken at its word here; anything else that
     * could be meant counts as well.
     */
    private Source bare(String name) {
        var meanings = new ArrayList<Source>();
        for (var level = this; level != null; level = level.outer) {
            if (level.adds(name, meanings)) {
                break;
            }
        }
        return meanings.stream().reduce(Source::or).orElse(Source.UNKNOWN);
    }

    /** Adds what a name can mean at this level; true if it can mean nothing further out. */
    private boolean adds(String name, List<Source> meanings) {
        var having = items.stream().filter(item -> item.column(name).isPresent()).toList();
        having.forEach(item -> meanings.add(item.column(name).orElse(Source.UNKNOWN)));
        boolean hidden = items.stream().anyMatch(FromItem::hides);
        if (hidden && having.isEmpty()) {
            meanings.add(Source.UNKNOWN);
        }
        if (!having.isEmpty() && having.stream().allMatch(FromItem::isPlain)) {
            return true;
        }
        called(name)
                .filter(item -> !having.contains(item))
                .forEach(item -> meanings.add(item.wholeRow()));
        boolean system =
                CatalogRelation.isSystemColumn(name)
                        && having.isEmpty()
                        && items.stream().anyMatch(FromItem::stored);
        if (system) {
            meanings.add(Source.NONE);
        }
        return system && !hidden;
    }

    private Source qualified(String schema, String alias, String name) {
        var named = called(alias).toList();
        if (named.isEmpty()) {
            return outer == null ? Source.UNKNOWN : outer.qualified(schema, alias, name);
        }
        return named.stream()
                .filter(item -> schema.isEmpty() || item.schema().equals(schema))
                .map(item -> field(item, name))
                .reduce(Source::or)
                .orElse(Source.UNKNOWN);
    }

    /** A name the row has no column for calls a function with all of the row. */
    private static Source field(FromItem item, String name) {
        return item.column(name)
                .or(() -> system(item, name))
                .orElseGet(() -> item.wholeRow().or(Source.UNKNOWN));
    }

    private static Optional<Source> system(FromItem item, String name) {
        return CatalogRelation.isSystemColumn(name) && item.stored() && !item.hides()
                ? Optional.of(Source.NONE)
                : Optional.empty();
    }

    /** Whether a bare name certainly means the row of an item, not a column of any level. */
    boolean isRow(String name) {
        for (var level = this; level != null; level = level.outer) {
            if (level.items.stream()
                    .anyMatch(item -> item.hides() || item.column(name).isPresent())) {
                return false;
            }
        }
        return called(name).count() == 1;
    }

    /** The items an alias can mean here, not further out. */
    Stream<FromItem> called(String alias) {
        return items.stream().flatMap(item -> item.called(alias));
    }

    /** The same level without its WITH queries: the target of a change is never one. */
    QueryScope withoutQueries() {
        return new QueryScope(outer, Map.of(), items);
    }
}
