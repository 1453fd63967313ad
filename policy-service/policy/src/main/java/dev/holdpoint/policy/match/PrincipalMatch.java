package dev.holdpoint.policy.match;

import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalKind;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** Which principals a rule is about; an empty set means any. */
public record PrincipalMatch(Set<PrincipalKind> kinds, Set<String> groups, Set<String> subjects) {
    public static final PrincipalMatch ANYBODY = new PrincipalMatch(Set.of(), Set.of(), Set.of());

    public PrincipalMatch {
        kinds = Set.copyOf(kinds);
        groups = Set.copyOf(groups);
        subjects = Set.copyOf(subjects);
    }

    /** Whether it is about anybody of that kind. */
    public boolean mayBe(PrincipalKind kind) {
        return kinds.isEmpty() || kinds.contains(kind);
    }

    /** Whether it is about them. */
    public boolean includes(Principal who) {
        return mismatch(who).isEmpty();
    }

    Optional<String> mismatch(Principal who) {
        if (!mayBe(who.kind())) {
            return Optional.of("principal.kind");
        }
        if (!groups.isEmpty() && Collections.disjoint(who.groups(), groups)) {
            return Optional.of("principal.groups");
        }
        if (!subjects.isEmpty() && !subjects.contains(who.id().subject())) {
            return Optional.of("principal.subjects");
        }
        return Optional.empty();
    }
}
