package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.Principal;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import java.time.Instant;

/** What stands before the rules: a revision, a known target and a live grant. */
sealed interface Threshold {
    /** Past it: what the rules are asked with. */
    record Crossed(Revision revision, TargetSpec target, Grants grants) implements Threshold {}

    /** No session opens and no rule is looked at. */
    record Barred(RefusalCode code, String reason) implements Threshold {}

    static Threshold of(Rulebook rulebook, Principal who, TargetName name, Instant now) {
        var revision = rulebook.revision();
        if (revision == null) {
            return new Barred(RefusalCode.POLICY_UNAVAILABLE, "No policy is loaded yet.");
        }
        var target = rulebook.targets().get(name);
        if (target == null) {
            return new Barred(RefusalCode.UNKNOWN_TARGET, "There is no target " + name + ".");
        }
        var grants = Grants.of(rulebook, who, name, target, now);
        return grants.absence(who, name)
                .<Threshold>map(why -> new Barred(RefusalCode.NO_GRANT, why))
                .orElseGet(() -> new Crossed(revision, target, grants));
    }
}
