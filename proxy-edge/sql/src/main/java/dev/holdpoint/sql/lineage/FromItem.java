package dev.holdpoint.sql.lineage;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A part of a FROM clause.
 *
 * @param schema empty unless a relation of a known schema
 * @param stored whether it is a table, view or the like, which has system columns and no columns
 *     but those that are known
 * @param alias the name it goes by; empty if it has none
 * @param rows its columns, in the order {@code *} gives them
 * @param inside what it is joined from, whose aliases stay visible
 */
record FromItem(String schema, String alias, Rows rows, boolean stored, List<FromItem> inside) {
    FromItem {
        inside = List.copyOf(inside);
    }

    static FromItem of(String alias, Rows rows) {
        return new FromItem("", alias, rows, false, List.of());
    }

    /** The items of that name: this one or those inside. */
    Stream<FromItem> called(String asked) {
        var within = inside.stream().flatMap(item -> item.called(asked));
        return alias.equals(asked) ? Stream.concat(Stream.of(this), within) : within;
    }

    /** Whether a column found in it is certainly the one that is meant. */
    boolean isPlain() {
        return stored
                || alias.isEmpty()
                        && !inside.isEmpty()
                        && inside.stream().allMatch(FromItem::isPlain);
    }

    /** What the columns of that name show; empty if none is known to have it. */
    Optional<Source> column(String name) {
        return rows.columns().stream()
                .filter(column -> column.is(name))
                .map(NamedSource::source)
                .reduce(Source::or);
    }

    /** Whether there may be columns by names nobody can tell. */
    boolean hides() {
        return rows.open() || rows.columns().stream().anyMatch(column -> column.name() == null);
    }

    /** Its whole row as one value. */
    Source wholeRow() {
        var all = rows.open() ? Source.UNKNOWN : Source.NONE;
        for (var column : rows.columns()) {
            all = all.or(column.source());
        }
        return all.derived();
    }
}
