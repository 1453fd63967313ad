package dev.holdpoint.policy.simulate;

import dev.holdpoint.policy.simulate.Simulation.Example;
import dev.holdpoint.policy.simulate.Simulation.Transition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Commands that would be answered otherwise, by both answers. */
final class Transitions {
    private static final Comparator<Example> ORDER =
            Comparator.comparing(Example::at).thenComparing(Example::command);

    private final Map<Answer, Map<Answer, Earliest<Example>>> counts = new EnumMap<>(Answer.class);
    private long total;

    void add(Answer was, Answer becomes, Example example) {
        total++;
        counts.computeIfAbsent(was, _ -> new EnumMap<>(Answer.class))
                .computeIfAbsent(becomes, _ -> new Earliest<>(ORDER))
                .add(example);
    }

    long total() {
        return total;
    }

    List<Transition> list() {
        var list = new ArrayList<Transition>();
        counts.forEach(
                (was, row) ->
                        row.forEach(
                                (becomes, found) ->
                                        list.add(
                                                new Transition(
                                                        was,
                                                        becomes,
                                                        found.count(),
                                                        found.examples()))));
        return list;
    }
}
