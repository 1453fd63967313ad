package dev.holdpoint.policy.trial;

import java.util.List;

/** A document of cases. */
public record PolicyTest(String name, KnownTables tables, List<Case> cases) {
    public PolicyTest {
        cases = List.copyOf(cases);
    }
}
