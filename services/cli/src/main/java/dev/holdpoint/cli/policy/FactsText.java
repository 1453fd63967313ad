package dev.holdpoint.cli.policy;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** What a command does, in one line. */
final class FactsText {
    private FactsText() {}

    static String of(CommandFacts facts) {
        var line = new StringJoiner("; ");
        line.add(String.join(", ", facts.kinds()));
        line.add(facts.effects().stream().map(FactsText::word).collect(Collectors.joining(", ")));
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

    private static String word(Effect effect) {
        return effect.name().toLowerCase(Locale.ROOT);
    }
}
