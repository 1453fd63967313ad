package dev.holdpoint.policy.language.clause;

import dev.holdpoint.policy.language.Fields;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.match.Glob;
import dev.holdpoint.policy.match.TargetSelector;
import java.util.List;

/** Reads a policy's {@code targets}. */
public final class SelectorReader {
    /** Its fields. */
    public static final List<String> FIELDS = List.of("names", "labels");

    private SelectorReader() {}

    /** Reads it. */
    public static TargetSelector read(Fields targets) {
        var names = targets.texts("names").stream().map(name -> new Glob(name.value())).toList();
        var labels = targets.free("labels");
        if (names.isEmpty() && labels.isEmpty()) {
            throw new InvalidDocuments(
                    targets.place(),
                    "targets selects nothing.",
                    "Give names or labels; names: [ \"*\" ] is every target.");
        }
        return new TargetSelector(names, labels);
    }
}
