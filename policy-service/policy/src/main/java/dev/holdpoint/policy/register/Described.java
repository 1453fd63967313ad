package dev.holdpoint.policy.register;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.language.Document;
import dev.holdpoint.policy.language.GrantDocument;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.RoleDocument;
import dev.holdpoint.policy.language.TargetDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What documents describe, each kind by itself; roles are in the grants that give them. */
public record Described(
        List<PolicyDocument> policies,
        Map<TargetName, TargetSpec> targets,
        Map<GrantId, GrantSpec> grants) {
    public Described {
        policies = List.copyOf(policies);
        targets = Map.copyOf(targets);
        grants = Map.copyOf(grants);
    }

    public static Described in(List<Document> documents) {
        var policies = new ArrayList<PolicyDocument>();
        var targets = new HashMap<TargetName, TargetSpec>();
        var grants = new HashMap<GrantId, GrantSpec>();
        for (var document : documents) {
            switch (document) {
                case PolicyDocument policy -> policies.add(policy);
                case TargetDocument(var name, _, var spec) -> targets.put(name, spec);
                case GrantDocument(var id, _, var spec) -> grants.put(id, spec);
                case RoleDocument _ -> {}
            }
        }
        return new Described(policies, targets, grants);
    }
}
