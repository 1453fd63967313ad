package dev.holdpoint.policy.access;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.PrincipalKind;
import java.util.Collections;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose access is asked about.
 *
 * @param subject null for whoever is in the groups
 * @param groups of a subject all that count, else those that are known
 * @param kind null if it is not known
 */
public record Who(@Nullable String subject, Set<String> groups, @Nullable PrincipalKind kind) {
    /** Nothing is known: everybody. */
    public static final Who ANYBODY = new Who(null, Set.of(), null);

    public Who {
        groups = Set.copyOf(groups);
    }

    /** Whether a grant is for them. */
    boolean has(GrantSpec grant) {
        boolean named = subject != null && grant.subjects().contains(subject);
        return named || isAnybody() || !Collections.disjoint(grant.groups(), groups);
    }

    private boolean isAnybody() {
        return subject == null && groups.isEmpty();
    }
}
