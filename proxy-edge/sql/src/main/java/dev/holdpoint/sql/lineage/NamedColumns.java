package dev.holdpoint.sql.lineage;

import java.util.List;
import java.util.stream.Stream;

/** Columns of a relation that a clause names, or means, without an expression. */
final class NamedColumns {
    private final ReadColumns use;

    NamedColumns(ReadColumns use) {
        this.use = use;
    }

    /** One that is read. */
    Source of(FromItem item, String name) {
        var source = item.column(name).orElse(Source.UNKNOWN);
        use.resolved(List.of(name), source);
        return source;
    }

    /** One whose values are compared. */
    Source compared(FromItem item, String name) {
        return use.comparing(() -> of(item, name));
    }

    /** Those of a list of names, whose values are compared. */
    Source compared(FromItem item, Stream<String> names) {
        return names.map(name -> compared(item, name)).reduce(Source.NONE, Source::or);
    }

    /** All of them are read. */
    Source all(FromItem item) {
        item.rows()
                .columns()
                .forEach(column -> use.resolved(List.of(Origin.WHOLE_ROW), column.source()));
        if (item.rows().open()) {
            use.resolved(List.of(Origin.WHOLE_ROW), Source.UNKNOWN);
        }
        return item.rows().everything();
    }

    /** Any of them may be compared: nobody can tell from the text which. */
    Source anyCompared(FromItem item) {
        return use.comparing(() -> all(item));
    }
}
