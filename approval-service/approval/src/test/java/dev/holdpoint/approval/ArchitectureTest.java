package dev.holdpoint.approval;

import dev.holdpoint.testkit.ArchitectureRules;
import java.util.Set;

class ArchitectureTest implements ArchitectureRules {
    @Override
    public Set<String> domainPackages() {
        return Set.of(
                "dev.holdpoint.approval.hold..",
                "dev.holdpoint.approval.delegation..",
                "dev.holdpoint.approval.access..");
    }
}
