package dev.holdpoint.policy.language;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.language.clause.SelectorReader;
import java.util.List;
import java.util.Map;

/**
 * Which effects on which targets: what a grant gives, itself or by its role.
 *
 * @param targets empty if {@code labels} select them
 * @param labels all of which a target must have; empty if {@code targets} names them
 */
public record Reach(List<TargetName> targets, Map<String, String> labels, List<Effect> effects) {
    static final String TARGETS = "targets";
    static final String EFFECTS = "effects";

    public Reach {
        targets = List.copyOf(targets);
        labels = Map.copyOf(labels);
        effects = List.copyOf(effects);
    }

    static Reach read(Fields spec) {
        var selector = selector(spec);
        return new Reach(names(selector), selector.free("labels"), effects(spec));
    }

    /** The targets that a selector names. */
    static List<TargetName> names(Fields selector) {
        return selector.texts("names").stream()
                .map(name -> new TargetName(DocumentReader.name(name)))
                .toList();
    }

    /** Which targets: by name or by labels, not both. */
    static Fields selector(Fields spec) {
        var targets = spec.child(TARGETS, SelectorReader.FIELDS);
        if (targets.texts("names").isEmpty() == targets.free("labels").isEmpty()) {
            throw new InvalidDocuments(
                    targets.place(),
                    "targets must have either names or labels.",
                    "Write targets: { names: [ payments ] } or { labels: { data: payments } }.");
        }
        return targets;
    }

    static List<Effect> effects(Fields spec) {
        var effects =
                spec.texts(EFFECTS).stream()
                        .map(effect -> effect.choice(Effect.class))
                        .distinct()
                        .sorted()
                        .toList();
        if (effects.isEmpty() || effects.contains(Effect.UNKNOWN)) {
            throw spec.wrong(
                    EFFECTS,
                    "effects names nothing, or unknown.",
                    "Add effects: [ read ]; what was not understood cannot be granted.");
        }
        return effects;
    }
}
