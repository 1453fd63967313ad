package dev.holdpoint.policy.language.clause;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.policy.match.PrincipalMatch;
import java.util.Set;

/**
 * What may be asked for on a policy's targets, and who decides about it.
 *
 * @param id {@code policy/name}
 * @param principal who may ask
 * @param effects what they may ask for
 * @param longestSeconds for how long at most
 * @param justified whether who asks must say why
 * @param terms who approves, all at once, and how long that may take
 */
public record Requestable(
        String id,
        PrincipalMatch principal,
        Set<Effect> effects,
        long longestSeconds,
        boolean justified,
        HoldTerms terms) {
    public Requestable {
        effects = Set.copyOf(effects);
    }
}
