package dev.holdpoint.cli.policy;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.policy.language.condition.ProtocolFacts;
import dev.holdpoint.policy.trial.Came;
import dev.holdpoint.policy.trial.GivenCommand;
import dev.holdpoint.policy.trial.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a command does, in one line. */
final class FactsText {
    private static final Set<Object> SAYS_NOTHING = Set.of("", List.of(), Map.of(), 0L, false);

    private FactsText() {}

    /** The command of a case. */
    static String of(Verdict verdict) {
        return switch (verdict.tried().command()) {
            case GivenCommand.Facts(var facts, var told, _) when !told.values().isEmpty() ->
                    of(facts.effects(), told);
            case GivenCommand.Facts _, GivenCommand.Sql _ -> of(verdict.facts());
            case GivenCommand.Request(var scope, _) ->
                    "request for %s, %d s".formatted(words(scope.effects()), scope.seconds());
        };
    }

    private static String of(List<Effect> effects, ProtocolFacts told) {
        var line = new StringJoiner("; ");
        line.add(words(effects));
        new TreeMap<>(told.values())
                .forEach(
                        (name, value) -> {
                            if (!SAYS_NOTHING.contains(value)) {
                                line.add(name + " " + value);
                            }
                        });
        return line.toString();
    }

    static String of(CommandFacts facts) {
        var line = new StringJoiner("; ");
        line.add(String.join(", ", facts.kinds()));
        line.add(words(facts.effects()));
        list(line, "reads", facts.reads());
        list(line, "writes", facts.writes());
        list(line, "columns read", facts.columnsRead());
        list(line, "columns written", facts.columnsWritten());
        list(line, "predicate columns", facts.predicateColumns());
        list(line, "functions", facts.functions());
        if (!facts.hasWhere()) {
            line.add("not narrowed");
        }
        if (facts.destructive()) {
            line.add("destructive");
        }
        if (facts.estimatedRows() != null) {
            line.add("about " + facts.estimatedRows() + " rows");
        }
        return line.toString();
    }

    private static void list(StringJoiner line, String what, List<String> names) {
        if (!names.isEmpty()) {
            line.add(what + " " + String.join(", ", names));
        }
    }

    private static String words(List<Effect> effects) {
        return effects.stream().map(Came::word).collect(Collectors.joining(", "));
    }
}
