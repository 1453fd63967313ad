package dev.holdpoint.sql.lineage;

import java.util.List;

/** What one statement answers with. */
public sealed interface Output {
    /** Bytes it takes, roughly. */
    default long weight() {
        return switch (this) {
            case Columns(var columns) -> columns.stream().mapToLong(Source::weight).sum();
            case NoRows _, Unknown _ -> 0;
        };
    }

    /** No rows. */
    record NoRows() implements Output {}

    /** Rows of which nothing is known, or none: nobody can tell from the text. */
    record Unknown() implements Output {}

    /** Rows whose columns, in order, are known one by one. */
    record Columns(List<Source> columns) implements Output {
        public Columns {
            columns = List.copyOf(columns);
        }
    }
}
