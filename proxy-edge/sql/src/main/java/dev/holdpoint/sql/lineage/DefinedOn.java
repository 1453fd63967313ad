package dev.holdpoint.sql.lineage;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table that something is defined on.
 *
 * @param scope what names mean in expressions there
 */
record DefinedOn(FromItem table, QueryScope scope) {
    /**
     * The rows of a trigger, a rule or a policy have names of their own.
     *
     * @param added columns the statement gives it, in which nothing is yet
     */
    static DefinedOn of(FromItem stored, List<String> added) {
        var rows = stored.rows();
        if (!rows.open() && !added.isEmpty()) {
            var all = new ArrayList<>(rows.columns());
            added.forEach(name -> all.add(new NamedSource(name, Source.NONE)));
            rows = new Rows(all, false, rows.conditions());
        }
        var same = rows;
        var inside = Stream.of("old", "new").map(name -> FromItem.of(name, same)).toList();
        var table = new FromItem(stored.schema(), stored.alias(), rows, stored.stored(), inside);
        return new DefinedOn(table, QueryScope.TOP.from(List.of(table)));
    }
}
