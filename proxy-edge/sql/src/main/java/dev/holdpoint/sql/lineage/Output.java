package dev.holdpoint.sql.lineage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one statement answers with. */
public sealed interface Output {
    /** Bytes it takes, roughly. */
    default long weight() {
        return switch (this) {
            case Columns(var columns) -> weight(columns);
            case Copied(var columns, _) -> weight(columns);
            case NoRows _, Unknown _ -> 0;
        };
    }

    private static long weight(List<Source> columns) {
        return columns.stream().mapToLong(Source::weight).sum();
    }

    /** No rows. */
    record NoRows() implements Output {}

    /** Rows of which nothing is known, or none: nobody can tell from the text. */
    record Unknown() implements Output {}

    /**
     * Data of a COPY whose columns, in order, are known one by one.
     *
     * @param form how they are written for the client; null if that is not known, or they are
     *     written somewhere else
     */
    record Copied(List<Source> columns, @Nullable CopyForm form) implements Output {
        public Copied {
            columns = List.copyOf(columns);
        }
    }

    /** Rows whose columns, in order, are known one by one. */
    record Columns(List<Source> columns) implements Output {
        public Columns {
            columns = List.copyOf(columns);
        }
    }
}
