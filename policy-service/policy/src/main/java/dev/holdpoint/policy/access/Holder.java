package dev.holdpoint.policy.access;

import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.policy.match.PrincipalMatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Those asked about, as one grant reaches them: of some, only that they are in its groups is known.
 */
record Holder(Who who, GrantSpec grant) {
    /** How well a rule's principal fits. */
    private enum Fit {
        CERTAIN,
        POSSIBLE,
        NONE
    }

    /** The fields that only some of them match; empty if none of them does. */
    Optional<List<String>> open(PrincipalMatch rule) {
        var open = new ArrayList<String>();
        boolean fits =
                fits(kind(rule.kinds()), "principal.kind", open)
                        && fits(groups(rule.groups()), "principal.groups", open)
                        && fits(subject(rule.subjects()), "principal.subjects", open);
        return fits ? Optional.of(open) : Optional.empty();
    }

    private static boolean fits(Fit fit, String field, List<String> open) {
        if (fit == Fit.POSSIBLE) {
            open.add(field);
        }
        return fit != Fit.NONE;
    }

    private Fit kind(Set<PrincipalKind> wanted) {
        var kind = who.kind();
        if (wanted.isEmpty()) {
            return Fit.CERTAIN;
        }
        return kind == null ? Fit.POSSIBLE : either(wanted.contains(kind));
    }

    private Fit groups(Set<String> wanted) {
        if (wanted.isEmpty() || !Collections.disjoint(wanted, who.groups())) {
            return Fit.CERTAIN;
        }
        if (who.subject() != null) {
            return Fit.NONE;
        }
        boolean allAreIn = named().isEmpty() && wanted.containsAll(grant.groups());
        return allAreIn ? Fit.CERTAIN : Fit.POSSIBLE;
    }

    private Fit subject(Set<String> wanted) {
        if (wanted.isEmpty()) {
            return Fit.CERTAIN;
        }
        if (who.subject() != null) {
            return either(wanted.contains(who.subject()));
        }
        if (!grant.groups().isEmpty()) {
            return Fit.POSSIBLE;
        }
        if (wanted.containsAll(named())) {
            return Fit.CERTAIN;
        }
        return Collections.disjoint(wanted, named()) ? Fit.NONE : Fit.POSSIBLE;
    }

    /** The subjects of those the grant is for without being in a group. */
    private List<String> named() {
        var recipient = grant.recipient();
        return recipient == null ? grant.subjects() : List.of(recipient.who().subject());
    }

    private static Fit either(boolean fits) {
        return fits ? Fit.CERTAIN : Fit.NONE;
    }
}
