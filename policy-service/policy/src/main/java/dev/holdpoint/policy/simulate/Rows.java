package dev.holdpoint.policy.simulate;

import dev.holdpoint.policy.simulate.Simulation.Example;
import dev.holdpoint.policy.simulate.Simulation.Row;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Transitions by name; of too many names, the late ones share a row. */
final class Rows {
    static final int MOST = 1_000;
    static final String OTHERS = "(others)";

    private final Map<String, Transitions> rows = new HashMap<>();

    void add(String name, Answer was, Answer becomes, Example example) {
        boolean fits = rows.containsKey(name) || rows.size() < MOST;
        rows.computeIfAbsent(fits ? name : OTHERS, _ -> new Transitions())
                .add(was, becomes, example);
    }

    /** Those with most changes first. */
    List<Row> list() {
        return rows.entrySet().stream()
                .sorted(
                        Comparator.<Map.Entry<String, Transitions>>comparingLong(
                                        row -> -row.getValue().total())
                                .thenComparing(Map.Entry::getKey))
                .map(row -> new Row(row.getKey(), row.getValue().list()))
                .toList();
    }
}
