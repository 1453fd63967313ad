package dev.holdpoint.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command does, as far as it was understood.
 *
 * @param kinds the statements' kinds in order, for example {@code SELECT}, {@code UPDATE}
 * @param effects every effect, deduplicated, in declaration order; {@link Effect#UNKNOWN} if any
 *     part was not understood
 * @param reads relations read, {@code schema.table} or {@code table} where unqualified
 * @param writes relations written
 * @param columns columns mentioned anywhere, as written
 * @param columnsRead columns whose values are returned, stored or computed with, {@code
 *     schema.table.column} where resolved, else as written; {@code *} is every column
 * @param columnsWritten columns that are given a value, in the same form
 * @param predicateColumns columns that choose, join, group, tell apart or order rows, or are in
 *     what may fail, in the same form
 * @param functions functions called, as written
 * @param hasWhere false if an UPDATE or DELETE is not narrowed by a predicate on a column
 * @param destructive true if data or objects are dropped or truncated
 * @param estimatedRows how many rows the target expects to read or change; null unless it was asked
 *     and could say
 * @param fingerprint of the statement with constants stripped; empty if it could not be parsed
 */
public record CommandFacts(
        List<String> kinds,
        List<Effect> effects,
        List<String> reads,
        List<String> writes,
        List<String> columns,
        List<String> columnsRead,
        List<String> columnsWritten,
        List<String> predicateColumns,
        List<String> functions,
        boolean hasWhere,
        boolean destructive,
        @Nullable Long estimatedRows,
        String fingerprint) {
    public CommandFacts {
        kinds = List.copyOf(kinds);
        effects = effects.stream().distinct().sorted().toList();
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
        columns = List.copyOf(columns);
        columnsRead = List.copyOf(columnsRead);
        columnsWritten = List.copyOf(columnsWritten);
        predicateColumns = List.copyOf(predicateColumns);
        functions = List.copyOf(functions);
    }

    /** Facts of a command that names nothing and is narrowed by nothing. */
    public static CommandFacts of(String kind, Effect effect) {
        return of(kind, effect, false, "");
    }

    /** The same of a command that may destroy something, and of which others may be alike. */
    public static CommandFacts of(
            String kind, Effect effect, boolean destructive, String fingerprint) {
        List<String> none = List.of();
        return new CommandFacts(
                List.of(kind),
                List.of(effect),
                none,
                none,
                none,
                none,
                none,
                none,
                none,
                false,
                destructive,
                null,
                fingerprint);
    }

    /** How many names there are in all lists together. */
    public int countOfNames() {
        return kinds.size()
                + reads.size()
                + writes.size()
                + columns.size()
                + columnsRead.size()
                + columnsWritten.size()
                + predicateColumns.size()
                + functions.size();
    }

    /** The same facts with what the target expects. */
    public CommandFacts estimating(long rows) {
        return new CommandFacts(
                kinds,
                effects,
                reads,
                writes,
                columns,
                columnsRead,
                columnsWritten,
                predicateColumns,
                functions,
                hasWhere,
                destructive,
                rows,
                fingerprint);
    }
}
