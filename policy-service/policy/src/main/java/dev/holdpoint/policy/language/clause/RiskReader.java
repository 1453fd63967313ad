package dev.holdpoint.policy.language.clause;

import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.Fields;
import dev.holdpoint.policy.language.RiskEntry;
import dev.holdpoint.policy.language.Text;
import dev.holdpoint.policy.language.condition.Condition;
import dev.holdpoint.policy.language.condition.Environment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** Reads a policy's {@code risk}. */
public final class RiskReader {
    private static final List<String> FIELDS = List.of("name", "add", "match", "when");
    private static final int MAX_POINTS = 100;

    private RiskReader() {}

    /** Reads it; entries are named after their policy. */
    public static List<RiskEntry> read(String policy, Fields spec) {
        var entries = new ArrayList<RiskEntry>();
        var names = new HashSet<String>();
        for (var entry : spec.children("risk", FIELDS)) {
            var name = DocumentReader.name(entry.text("name"));
            if (!names.add(name)) {
                throw entry.wrong(
                        "name",
                        "The risk entry " + name + " is there twice.",
                        "Give each entry a name of its own; scores are explained by it.");
            }
            entries.add(entry(policy + "/" + name, entry));
        }
        return entries;
    }

    private static RiskEntry entry(String id, Fields entry) {
        int points = points(entry.text("add"));
        var match =
                MatchReader.read(RiskEntry.strictness(points), "An entry that takes points", entry);
        var environment = Environment.of(match.protocols());
        return new RiskEntry(
                id,
                points,
                match,
                entry.optionalText("when")
                        .map(when -> Condition.withoutRisk(when, environment))
                        .orElse(null));
    }

    private static int points(Text add) {
        int points = add.number(-MAX_POINTS, MAX_POINTS);
        if (points == 0) {
            throw add.wrong("An entry that adds 0 changes nothing.", "Remove it, or add points.");
        }
        return points;
    }
}
