package dev.holdpoint.policy;

import dev.holdpoint.testkit.ArchitectureRules;
import java.util.Set;

class ArchitectureTest implements ArchitectureRules {
    @Override
    public Set<String> domainPackages() {
        return Set.of(
                "dev.holdpoint.policy.language..",
                "dev.holdpoint.policy.match..",
                "dev.holdpoint.policy.index..",
                "dev.holdpoint.policy.evaluate..",
                "dev.holdpoint.policy.change..",
                "dev.holdpoint.policy.grant..",
                "dev.holdpoint.policy.trial..",
                "dev.holdpoint.policy.target..");
    }
}
