package dev.holdpoint.events;

import java.util.List;

/**
 * What a command does, as far as it was understood.
 *
 * @param kinds the statements' kinds in order, for example {@code SELECT}, {@code UPDATE}
 * @param effects every effect, deduplicated, in declaration order; {@link Effect#UNKNOWN} if any
 *     part was not understood
 * @param reads relations read, {@code schema.table} or {@code table} where unqualified
 * @param writes relations written
 * @param columns columns mentioned anywhere, as written
 * @param functions functions called, as written
 * @param hasWhere false if an UPDATE or DELETE is not narrowed by a predicate on a column
 * @param destructive true if data or objects are dropped or truncated
 * @param fingerprint of the statement with constants stripped; empty if it could not be parsed
 */
public record CommandFacts(
        List<String> kinds,
        List<Effect> effects,
        List<String> reads,
        List<String> writes,
        List<String> columns,
        List<String> functions,
        boolean hasWhere,
        boolean destructive,
        String fingerprint) {
    public CommandFacts {
        kinds = List.copyOf(kinds);
        effects = effects.stream().distinct().sorted().toList();
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
        columns = List.copyOf(columns);
        functions = List.copyOf(functions);
    }
}
