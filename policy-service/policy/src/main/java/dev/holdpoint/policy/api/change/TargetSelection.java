package dev.holdpoint.policy.api.change;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Targets by name or by labels, not both. */
record TargetSelection(@Nullable List<String> names, @Nullable Map<String, String> labels) {}
