package dev.holdpoint.policy.language;

import dev.holdpoint.events.Obligation;
import dev.holdpoint.policy.match.TargetSelector;
import java.util.List;

/** Rules and masks for some targets. */
public record PolicyDocument(
        String name, Place place, TargetSelector targets, List<Rule> rules, List<Obligation> masks)
        implements Document {
    public PolicyDocument {
        rules = List.copyOf(rules);
        masks = List.copyOf(masks);
    }
}
