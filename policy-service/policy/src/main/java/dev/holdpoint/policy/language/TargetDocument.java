package dev.holdpoint.policy.language;

import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;

/** A target as written in a file, its expressions resolved. */
public record TargetDocument(TargetName target, Place place, TargetSpec spec) implements Document {
    @Override
    public String name() {
        return target.value();
    }
}
