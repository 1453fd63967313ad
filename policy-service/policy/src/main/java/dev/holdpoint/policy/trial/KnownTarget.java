package dev.holdpoint.policy.trial;

import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.language.Place;
import dev.holdpoint.policy.match.Protocol;
import java.util.List;
import java.util.Map;

/** A target that cases are about and no document describes: what policies and grants know of it. */
public record KnownTarget(
        TargetName name, Place place, Protocol protocol, Map<String, String> labels) {
    private static final String NOWHERE = "nowhere";

    public KnownTarget {
        labels = Map.copyOf(labels);
    }

    /** As a rulebook has it; nothing connects to it. */
    TargetSpec spec() {
        return new TargetSpec(
                protocol.word(),
                NOWHERE,
                1,
                NOWHERE,
                NOWHERE,
                "env:NOWHERE",
                "verify-full",
                labels,
                List.of());
    }
}
