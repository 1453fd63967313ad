package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Obligation.MaskColumn;
import dev.holdpoint.policy.language.PolicyDocument;
import java.util.List;
import java.util.TreeMap;

/** The masks of several policies; where two name one column, the one that shows less. */
final class Masks {
    private Masks() {}

    static List<Obligation> of(List<PolicyDocument> policies) {
        var masks = new TreeMap<String, Mask>();
        policies.stream()
                .flatMap(policy -> policy.masks().stream())
                .forEach(mask -> masks.merge(mask.column(), mask.mask(), Masks::stricter));
        return masks.entrySet().stream()
                .<Obligation>map(mask -> new MaskColumn(mask.getKey(), mask.getValue()))
                .toList();
    }

    private static Mask stricter(Mask one, Mask other) {
        return shown(one) <= shown(other) ? one : other;
    }

    private static int shown(Mask mask) {
        return switch (mask) {
            case Mask.Redact() -> -1;
            case Mask.KeepLast(var count) -> count;
        };
    }
}
