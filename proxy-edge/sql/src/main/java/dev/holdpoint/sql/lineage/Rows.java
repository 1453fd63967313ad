package dev.holdpoint.sql.lineage;

import java.util.ArrayList;
import java.util.List;

/**
 * What a query yields.
 *
 * @param columns in order; the first ones only if {@code open}
 * @param open whether there are columns nobody can tell from the text
 * @param conditions what decided which rows there are
 */
record Rows(List<NamedSource> columns, boolean open, Source conditions) {
    /** Nothing is known of them. */
    static final Rows UNKNOWN = new Rows(List.of(), true, Source.UNKNOWN);

    Rows {
        Effort.spend(columns.size());
        columns = List.copyOf(columns);
    }

    /** Column by column either of both, as UNION and its like yield. */
    Rows or(Rows other) {
        var both = conditions.or(other.conditions);
        if (open || other.open || columns.size() != other.columns.size()) {
            return new Rows(List.of(), true, both);
        }
        var merged = new ArrayList<NamedSource>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            var mine = columns.get(i);
            merged.add(
                    new NamedSource(
                            mine.name(), mine.source().mixed(other.columns.get(i).source())));
        }
        return new Rows(merged, false, both);
    }

    /** With the names of an alias, as far as they go. */
    Rows named(List<String> names) {
        if (names.isEmpty()) {
            return this;
        }
        if (open || names.size() > columns.size()) {
            return new Rows(List.of(), true, conditions);
        }
        var renamed = new ArrayList<>(columns);
        for (int i = 0; i < names.size(); i++) {
            renamed.set(i, columns.get(i).renamed(names.get(i)));
        }
        return new Rows(renamed, false, conditions);
    }

    /** What the column at a place, from one, shows; any of them if nobody can tell which it is. */
    Source at(int place) {
        return open || place < 1 || place > columns.size()
                ? everything()
                : columns.get(place - 1).source();
    }

    /** Whatever any of them shows, and why they are there. */
    Source everything() {
        var parts = new ArrayList<Source>(columns.size() + 2);
        parts.add(conditions);
        parts.add(open ? Source.UNKNOWN : Source.NONE);
        columns.forEach(column -> parts.add(column.source()));
        return Source.ofAll(parts);
    }
}
