package dev.holdpoint.sql;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a name can mean at one level of a query.
 *
 * @param queries WITH queries by name
 */
record QueryScope(@Nullable QueryScope outer, Map<String, Rows> queries, List<FromItem> items) {
    static final QueryScope TOP = new QueryScope(null, Map.of(), List.of());

    private static final Set<String> SYSTEM_COLUMNS =
            Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");

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

    private Source bare(String name) {
        var columns = items.stream().flatMap(item -> item.column(name).stream()).toList();
        if (!columns.isEmpty()) {
            return columns.stream().reduce(Source.NONE, Source::or);
        }
        if (items.stream().anyMatch(FromItem::hides)) {
            return Source.UNKNOWN;
        }
        return item(name).map(FromItem::wholeRow).orElseGet(() -> further(name));
    }

    private Source further(String name) {
        if (SYSTEM_COLUMNS.contains(name) && !items.isEmpty()) {
            return Source.NONE;
        }
        return outer == null ? Source.UNKNOWN : outer.bare(name);
    }

    private Source qualified(String schema, String alias, String name) {
        var item = item(alias);
        if (item.isEmpty()) {
            return outer == null ? Source.UNKNOWN : outer.qualified(schema, alias, name);
        }
        boolean other = !schema.isEmpty() && !item.get().schema().equals(schema);
        return other ? Source.UNKNOWN : item.get().column(name).orElseGet(() -> system(name));
    }

    private static Source system(String name) {
        return SYSTEM_COLUMNS.contains(name) ? Source.NONE : Source.UNKNOWN;
    }

    /** The item an alias means here, not further out. */
    Optional<FromItem> item(String alias) {
        return items.stream().flatMap(item -> item.called(alias).stream()).findFirst();
    }
}
