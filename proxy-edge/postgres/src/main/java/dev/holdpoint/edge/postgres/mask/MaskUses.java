package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.detect.Detection;
import dev.holdpoint.events.MaskUse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts which masks were applied to what while a command ran. */
final class MaskUses {
    private final Map<String, MaskCount> counts = new LinkedHashMap<>();

    MaskCount count(@Nullable String rule, String column) {
        return counts.computeIfAbsent(rule + " " + column, _ -> new MaskCount(rule, column));
    }

    void detected(Detection detection, String where) {
        var name = detection.detector().name().toLowerCase(Locale.ROOT).replace('_', '-');
        count(detection.rule(), where + ": " + name).one();
    }

    List<MaskUse> list() {
        return counts.isEmpty() ? List.of() : counts.values().stream().map(MaskCount::use).toList();
    }
}
