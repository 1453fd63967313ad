package dev.holdpoint.policy.trial;

import java.util.List;

/**
 * A document of cases.
 *
 * @param targets those that only it describes
 */
public record PolicyTest(
        String name, KnownTables tables, List<KnownTarget> targets, List<Case> cases) {
    public PolicyTest {
        targets = List.copyOf(targets);
        cases = List.copyOf(cases);
    }
}
