package dev.holdpoint.policy.simulate;

import dev.holdpoint.events.Decision;
import dev.holdpoint.policy.simulate.Replayed.Compared;
import dev.holdpoint.policy.simulate.Replayed.NotEvaluable;
import dev.holdpoint.policy.simulate.Simulation.Example;
import dev.holdpoint.policy.simulate.Simulation.Unanswered;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts; takes as much room for a year of commands as for a day of them. */
final class Tally {
    private final Map<Answer, Map<Answer, Long>> matrix = new EnumMap<>(Answer.class);
    private final Map<Gap, Earliest<String>> gaps = new EnumMap<>(Gap.class);
    private final Transitions changes = new Transitions();
    private final Rows principals = new Rows();
    private final Rows targets = new Rows();
    private final Rows rules = new Rows();
    private final HoldLoads holds = new HoldLoads();
    private long commands;
    private long compared;
    private long masksChanged;
    private long termsChanged;

    Tally() {
        for (var was : Answer.values()) {
            var row = new EnumMap<Answer, Long>(Answer.class);
            List.of(Answer.values()).forEach(becomes -> row.put(becomes, 0L));
            matrix.put(was, row);
        }
    }

    long commands() {
        return commands;
    }

    long changed() {
        return changes.total();
    }

    void add(RecordedCommand command, Replayed replayed) {
        switch (replayed) {
            case Compared one -> add(command, one);
            case NotEvaluable(var gap) -> add(gap, command.decided().command().value());
        }
    }

    /**
     * @param example a command id, or where the record is
     */
    void add(Gap gap, String example) {
        commands++;
        gaps.computeIfAbsent(gap, _ -> new Earliest<>(Comparator.<String>naturalOrder()))
                .add(example);
    }

    private void add(RecordedCommand command, Compared one) {
        commands++;
        compared++;
        matrix.computeIfPresent(one.was(), (_, row) -> counted(row, one.becomes()));
        load(command, one);
        if (one.differs()) {
            change(command, one);
        } else {
            detail(command.decided().decision(), one.draft());
        }
    }

    private static Map<Answer, Long> counted(Map<Answer, Long> row, Answer becomes) {
        row.merge(becomes, 1L, Long::sum);
        return row;
    }

    private void load(RecordedCommand command, Compared one) {
        if (command.decided().decision() instanceof Decision.Hold hold) {
            holds.recorded(command.at(), hold);
        }
        if (one.becomes() == Answer.HOLD && one.draft() instanceof Decision.Hold hold) {
            holds.expected(command.at(), hold);
        }
    }

    private void change(RecordedCommand command, Compared one) {
        var example = example(command, one);
        changes.add(one.was(), one.becomes(), example);
        principals.add(example.principal(), one.was(), one.becomes(), example);
        targets.add(example.target(), one.was(), one.becomes(), example);
        rules.add(example.ruleNow(), one.was(), one.becomes(), example);
    }

    private void detail(Decision recorded, Decision draft) {
        if (recorded instanceof Decision.Allow was && draft instanceof Decision.Allow becomes) {
            masksChanged += was.obligations().equals(becomes.obligations()) ? 0 : 1;
        }
        if (recorded instanceof Decision.Hold was && draft instanceof Decision.Hold becomes) {
            termsChanged += was.terms().equals(becomes.terms()) ? 0 : 1;
        }
    }

    private static Example example(RecordedCommand command, Compared one) {
        var decided = command.decided();
        return new Example(
                command.at(),
                decided.command().value(),
                decided.session().value(),
                decided.principal().id().toString(),
                decided.target().value(),
                command.rule(),
                Replayed.rule(one.draft()));
    }

    Simulation result(Selection selection, Instant upTo, long releases) {
        return new Simulation(
                upTo.equals(selection.to()),
                upTo,
                selection,
                commands,
                compared - changes.total(),
                changes.total(),
                releases,
                copy(matrix),
                changes.list(),
                principals.list(),
                targets.list(),
                rules.list(),
                masksChanged,
                termsChanged,
                holds.list(),
                gaps.entrySet().stream()
                        .map(gap -> unanswered(gap.getKey(), gap.getValue()))
                        .toList());
    }

    private static Map<Answer, Map<Answer, Long>> copy(Map<Answer, Map<Answer, Long>> matrix) {
        var copy = new EnumMap<Answer, Map<Answer, Long>>(Answer.class);
        matrix.forEach((was, row) -> copy.put(was, new EnumMap<>(row)));
        return copy;
    }

    private static Unanswered unanswered(Gap gap, Earliest<String> found) {
        return new Unanswered(gap, gap.explanation(), found.count(), found.examples());
    }
}
