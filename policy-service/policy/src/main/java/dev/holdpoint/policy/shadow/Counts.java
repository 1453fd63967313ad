package dev.holdpoint.policy.shadow;

import dev.holdpoint.events.Answered;
import dev.holdpoint.events.ShadowAnswer;
import dev.holdpoint.policy.shadow.ShadowSummary.Count;
import dev.holdpoint.policy.shadow.ShadowSummary.Row;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Commands by both answers, by name; of too many names, the late ones share a row. */
final class Counts {
    static final int MOST = 1_000;
    static final String OTHERS = "(others)";

    private final Map<String, Map<Both, Long>> rows = new HashMap<>();

    private record Both(Answered active, Answered shadow) {}

    void add(String name, ShadowAnswer answer) {
        boolean fits = rows.containsKey(name) || rows.size() < MOST;
        rows.computeIfAbsent(fits ? name : OTHERS, _ -> new HashMap<>())
                .merge(new Both(answer.active(), answer.answer()), 1L, Long::sum);
    }

    /** Those with most commands first. */
    List<Row> list() {
        return rows.entrySet().stream()
                .map(row -> new Row(row.getKey(), counts(row.getValue())))
                .sorted(Comparator.comparingLong(Counts::total).reversed().thenComparing(Row::name))
                .toList();
    }

    private static List<Count> counts(Map<Both, Long> row) {
        return row.entrySet().stream()
                .map(
                        count ->
                                new Count(
                                        count.getKey().active(),
                                        count.getKey().shadow(),
                                        count.getValue()))
                .sorted(Comparator.comparing(Count::active).thenComparing(Count::shadow))
                .toList();
    }

    private static long total(Row row) {
        return row.answers().stream().mapToLong(Count::commands).sum();
    }
}
