package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.index.IndexedPolicy;
import dev.holdpoint.policy.index.PolicyIndex;
import dev.holdpoint.policy.language.PolicyDocument;
import java.util.List;

/** An immutable, checked set of policies, found by the targets that they are for. */
public final class Revision {
    private final RevisionId id;
    private final List<PolicyDocument> policies;
    private final PolicyIndex index;

    public Revision(RevisionId id, List<PolicyDocument> policies) {
        this.id = id;
        this.policies = List.copyOf(policies);
        this.index = new PolicyIndex(this.policies);
    }

    public RevisionId id() {
        return id;
    }

    public List<PolicyDocument> policies() {
        return policies;
    }

    /** Those that are for that target. */
    List<IndexedPolicy> policiesFor(TargetName name, TargetSpec target) {
        return index.of(name, target);
    }
}
