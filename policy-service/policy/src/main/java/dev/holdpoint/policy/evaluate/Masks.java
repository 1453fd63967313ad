package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Obligation.DetectValues;
import dev.holdpoint.events.Obligation.LimitRows;
import dev.holdpoint.events.Obligation.MaskColumn;
import dev.holdpoint.events.Obligation.RecordResults;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.RecordingLevel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What several policies ask for together: their masks, where two name one column or one detector
 * the one that shows less; and that results are recorded if one of them asks for it.
 */
final class Masks {
    private final Map<String, Using> columns = new TreeMap<>();
    private final Map<Detector, Using> detected = new EnumMap<>(Detector.class);

    private @Nullable RecordResults recorded;

    private Masks() {}

    private record Using(Mask mask, @Nullable String rule) {}

    static List<Obligation> of(List<PolicyDocument> policies) {
        var masks = new Masks();
        policies.stream().flatMap(policy -> policy.masks().stream()).forEach(masks::add);
        policies.stream()
                .filter(policy -> policy.recording() == RecordingLevel.RESULTS)
                .findFirst()
                .ifPresent(policy -> masks.add(new RecordResults(policy.name())));
        return masks.obligations();
    }

    private void add(Obligation obligation) {
        switch (obligation) {
            case MaskColumn(var column, var mask, var rule) ->
                    columns.merge(column, new Using(mask, rule), Masks::stricter);
            case RecordResults asked -> recorded = asked;
            case LimitRows _ -> {}
            case DetectValues(var detectors, var mask, var rule) ->
                    detectors.forEach(
                            detector ->
                                    detected.merge(
                                            detector, new Using(mask, rule), Masks::stricter));
        }
    }

    private List<Obligation> obligations() {
        var all = new ArrayList<Obligation>();
        columns.forEach((column, use) -> all.add(new MaskColumn(column, use.mask(), use.rule())));
        var groups = new LinkedHashMap<Using, List<Detector>>();
        detected.forEach(
                (detector, use) ->
                        groups.computeIfAbsent(use, _ -> new ArrayList<>()).add(detector));
        groups.forEach(
                (use, detectors) -> all.add(new DetectValues(detectors, use.mask(), use.rule())));
        if (recorded != null) {
            all.add(recorded);
        }
        return all;
    }

    private static Using stricter(Using one, Using other) {
        return shown(one.mask()) <= shown(other.mask()) ? one : other;
    }

    private static int shown(Mask mask) {
        return switch (mask) {
            case Mask.NullOut() -> 0;
            case Mask.Redact() -> 1;
            case Mask.Token() -> 2;
            case Mask.FormatPreserving() -> 3;
            case Mask.KeepLast(var count) -> 4 + count;
        };
    }
}
