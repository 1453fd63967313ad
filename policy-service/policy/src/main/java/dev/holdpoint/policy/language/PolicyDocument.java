package dev.holdpoint.policy.language;

import dev.holdpoint.events.Obligation.MaskColumn;
import java.util.List;

/** Rules and masks for some targets. */
public record PolicyDocument(
        String name, Place place, TargetSelector targets, List<Rule> rules, List<MaskColumn> masks)
        implements Document {
    public PolicyDocument {
        rules = List.copyOf(rules);
        masks = List.copyOf(masks);
    }
}
