package dev.holdpoint.policy.access;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantEvent.Recipient;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.policy.evaluate.GrantReach;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose access is asked about.
 *
 * @param id null for whoever is in the groups
 * @param groups of somebody all that count, else those that are known
 * @param kind null if it is not known
 * @param onBehalfOf the human an agent acts for; null if that is not known
 */
public record Who(
        @Nullable PrincipalId id,
        Set<String> groups,
        @Nullable PrincipalKind kind,
        @Nullable PrincipalId onBehalfOf) {
    /** Nothing is known: everybody. */
    public static final Who ANYBODY = new Who(null, Set.of(), null, null);

    public Who {
        groups = Set.copyOf(groups);
    }

    /** A principal of whom everything is known. */
    public static Who of(Principal who) {
        return new Who(who.id(), Set.copyOf(who.groups()), who.kind(), who.onBehalfOf());
    }

    @Nullable String subject() {
        return id == null ? null : id.subject();
    }

    /** Whether a grant is for them. */
    boolean has(GrantSpec grant) {
        boolean named = id != null && grant.subjects().contains(id.subject());
        return named
                || isAnybody()
                || !Collections.disjoint(grant.groups(), groups)
                || grant.recipient() != null && mayBe(grant.recipient());
    }

    /** Whether that is them; for an agent whose human is not known, any of its humans may be. */
    private boolean mayBe(Recipient recipient) {
        return recipient.who().equals(id)
                && (onBehalfOf == null && kind == null
                        || Objects.equals(recipient.onBehalfOf(), onBehalfOf));
    }

    /** Why a grant gives them nothing at that time; empty if it does, or gives others something. */
    Optional<String> problem(GrantId grant, GrantSpec spec, Instant at) {
        return GrantReach.problem(grant, spec, id, onBehalfOf, at);
    }

    private boolean isAnybody() {
        return id == null && groups.isEmpty();
    }
}
