package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.language.PolicyDocument;
import java.util.List;

/** An immutable, checked set of policies. */
public record Revision(RevisionId id, List<PolicyDocument> policies) {
    public Revision {
        policies = List.copyOf(policies);
    }
}
