package dev.holdpoint.policy.match;

import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import java.util.List;
import java.util.Map;

/**
 * Which targets a policy is for: any of the names, and all of the labels.
 *
 * @param names globs; empty means every name
 * @param labels empty means whatever labels
 */
public record TargetSelector(List<Glob> names, Map<String, String> labels) {
    public TargetSelector {
        names = List.copyOf(names);
        labels = Map.copyOf(labels);
    }

    public boolean selects(TargetName name, TargetSpec spec) {
        boolean named = names.isEmpty() || names.stream().anyMatch(g -> g.matches(name.value()));
        return named && spec.labels().entrySet().containsAll(labels.entrySet());
    }
}
