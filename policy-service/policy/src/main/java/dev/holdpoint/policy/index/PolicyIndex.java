package dev.holdpoint.policy.index;

import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.match.Glob;
import dev.holdpoint.policy.match.TargetSelector;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Policies by the names, or one of the labels, that a target must have for them to be for it. */
public final class PolicyIndex {
    private final List<IndexedPolicy> policies;
    private final Map<String, BitSet> byName = new HashMap<>();
    private final Map<Map.Entry<String, String>, BitSet> byLabel = new HashMap<>();
    private final BitSet others = new BitSet();

    public PolicyIndex(List<PolicyDocument> documents) {
        policies = documents.stream().map(IndexedPolicy::new).toList();
        for (int i = 0; i < documents.size(); i++) {
            file(documents.get(i).targets(), i);
        }
    }

    private void file(TargetSelector targets, int policy) {
        if (!targets.labels().isEmpty()) {
            var label = new TreeMap<>(targets.labels()).firstEntry();
            byLabel.computeIfAbsent(label, _ -> new BitSet()).set(policy);
        } else if (targets.names().isEmpty() || !targets.names().stream().allMatch(Glob::isPlain)) {
            others.set(policy);
        } else {
            for (var name : targets.names()) {
                byName.computeIfAbsent(name.pattern(), _ -> new BitSet()).set(policy);
            }
        }
    }

    /** All that are for that target, in their order. */
    public List<IndexedPolicy> of(TargetName name, TargetSpec target) {
        var can = (BitSet) others.clone();
        can.or(byName.getOrDefault(name.value(), new BitSet()));
        for (var label : target.labels().entrySet()) {
            can.or(byLabel.getOrDefault(label, new BitSet()));
        }
        return can.stream()
                .mapToObj(policies::get)
                .filter(policy -> policy.document().targets().selects(name, target))
                .toList();
    }
}
