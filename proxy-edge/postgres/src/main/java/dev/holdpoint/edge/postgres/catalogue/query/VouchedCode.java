package dev.holdpoint.edge.postgres.catalogue.query;

import dev.holdpoint.events.VouchedFunction;
import dev.holdpoint.sql.catalogue.RelationName;
import dev.holdpoint.sql.catalogue.Vouched;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What somebody says of functions of a snapshot, as far as they are still what was read. */
final class VouchedCode {
    private final Map<Integer, Vouched> functions = new HashMap<>();
    private final List<String> strangers = new ArrayList<>();

    /**
     * @param rows answers to {@link VouchedQueries}
     */
    VouchedCode(List<VouchedFunction> vouched, List<List<String>> rows) {
        for (var function : vouched) {
            boolean found = false;
            for (var row : rows) {
                if (row.get(1).equals(function.name())
                        && row.get(2).equals(function.definition().value())) {
                    functions.put(SnapshotAnswers.oid(row.getFirst()), said(function));
                    found = true;
                }
            }
            if (!found) {
                strangers.add(function.name());
            }
        }
    }

    private static Vouched said(VouchedFunction function) {
        return new Vouched(
                Set.copyOf(function.effects()), names(function.reads()), names(function.writes()));
    }

    private static List<RelationName> names(List<String> tables) {
        return tables.stream()
                .map(
                        table -> {
                            int dot = table.indexOf('.');
                            return new RelationName(
                                    table.substring(0, dot), table.substring(dot + 1));
                        })
                .toList();
    }

    @Nullable Vouched of(int oid) {
        return functions.get(oid);
    }

    /** Names of those that the target does not have as they were read. */
    List<String> strangers() {
        return strangers;
    }

    /** Functions that do nothing but work out a value. */
    Set<Integer> harmless() {
        return functions.entrySet().stream()
                .filter(function -> function.getValue().effects().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
