package dev.holdpoint.policy.simulate;

import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.PrincipalId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which recorded commands are asked about.
 *
 * @param from the first moment that counts
 * @param to the first that counts no longer
 * @param principal a subject, or issuer, {@code #} and subject; null for anybody
 * @param target null for any
 * @param where what else they have in common
 */
public record Selection(
        Instant from,
        Instant to,
        @Nullable String principal,
        @Nullable String target,
        Trait where) {
    /** Whatever else they have in common. */
    public Selection(
            Instant from, Instant to, @Nullable String principal, @Nullable String target) {
        this(from, to, principal, target, Trait.ANY);
    }

    public Selection {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("the window ends before it begins");
        }
    }

    /** Whether that moment counts. */
    public boolean isIn(Instant time) {
        return !time.isBefore(from) && time.isBefore(to);
    }

    /** Whether this command is asked about. */
    public boolean selects(CommandDecided decided) {
        return (principal == null || isNamed(principal, decided.principal().id()))
                && (target == null || target.equals(decided.target().value()))
                && where.isOf(decided);
    }

    /** Whether what cannot be read could be asked about, by what is left of it. */
    boolean mayMean(Recorded.Unreadable record) {
        var at = record.at();
        var who = record.who();
        return (at == null || isIn(at))
                && (principal == null || who == null || isNamed(principal, who));
    }

    /** All commands in the same window. */
    public Selection unfiltered() {
        return new Selection(from, to, null, null);
    }

    private static boolean isNamed(String name, PrincipalId id) {
        return name.equals(id.subject()) || name.equals(id.toString());
    }
}
