package dev.holdpoint.edge.postgres.catalogue.query;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a target answered to the queries of a snapshot, rows of texts. */
final class SnapshotAnswers {
    private final Map<String, List<List<String>>> byQuery = new HashMap<>();

    void add(String query, List<List<String>> rows) {
        byQuery.put(query, rows);
    }

    List<List<String>> rows(String query) {
        return byQuery.getOrDefault(query, List.of());
    }

    /** The first column. */
    Set<String> names(String query) {
        return rows(query).stream().map(List::getFirst).collect(Collectors.toSet());
    }

    /** Rows by the OID in their first column, made into something. */
    <T> Map<Integer, List<T>> byOid(String query, Function<List<String>, T> of) {
        return rows(query).stream()
                .collect(
                        Collectors.groupingBy(
                                row -> oid(row.getFirst()),
                                Collectors.mapping(of, Collectors.toList())));
    }

    /** As above, each thing once. */
    <T> Map<Integer, Set<T>> setsByOid(String query, Function<List<String>, T> of) {
        var sets = new HashMap<Integer, Set<T>>();
        byOid(query, of).forEach((oid, all) -> sets.put(oid, new HashSet<>(all)));
        return sets;
    }

    static boolean isTrue(String text) {
        return text.equals("t");
    }

    /** OIDs are unsigned; the wire's 32 bits are kept as they are. */
    static int oid(String text) {
        return Integer.parseUnsignedInt(text);
    }
}
