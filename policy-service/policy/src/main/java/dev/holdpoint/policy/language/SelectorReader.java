package dev.holdpoint.policy.language;

import dev.holdpoint.policy.match.Glob;
import dev.holdpoint.policy.match.TargetSelector;
import java.util.List;

/** Reads a policy's {@code targets}. */
final class SelectorReader {
    static final List<String> FIELDS = List.of("names", "labels");

    private SelectorReader() {}

    static TargetSelector read(Fields targets) {
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
