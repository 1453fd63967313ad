package dev.holdpoint.policy.evaluate;

import dev.holdpoint.events.Effect;
import dev.holdpoint.policy.evaluate.Considered.Matched;
import dev.holdpoint.policy.language.Rule;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What rules offer to ask people about though no grant covers it. An offer counts as an allow does:
 * only if it certainly matches, with all that the command names and without an error.
 */
final class Offers {
    private Offers() {}

    /** Those of the effects that nobody offers; of replication nobody can. */
    static Set<Effect> left(Set<Effect> beyond, List<Considered> considered, Variables asked) {
        if (beyond.isEmpty()) {
            return beyond;
        }
        var left = EnumSet.copyOf(beyond);
        for (var one : considered) {
            if (one instanceof Matched(var rule, var error, _)
                    && !error
                    && rule.beyondGrant()
                    && isCertain(rule, asked)) {
                left.removeAll(rule.match().effects());
            }
        }
        if (beyond.contains(Effect.REPLICATION)) {
            left.add(Effect.REPLICATION);
        }
        return left;
    }

    private static boolean isCertain(Rule rule, Variables asked) {
        return rule.match().beyond(asked.query().facts(), asked.budget()).isEmpty();
    }
}
