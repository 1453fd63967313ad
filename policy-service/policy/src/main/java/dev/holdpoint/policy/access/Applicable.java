package dev.holdpoint.policy.access;

import dev.holdpoint.events.Effect;
import dev.holdpoint.policy.language.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rule that decides about some or all of somebody's commands of one effect.
 *
 * @param onlyIf what else it asks of them, for example {@code tables} or {@code when}; empty if it
 *     decides about all
 * @param rows how many of a command may leave if this allows it; null for all of them
 * @param needsJustification whether what this allows or holds is denied to who does not say why
 */
public record Applicable(
        String rule, List<String> onlyIf, @Nullable Long rows, boolean needsJustification) {
    public Applicable {
        onlyIf = List.copyOf(onlyIf);
    }

    boolean always() {
        return onlyIf.isEmpty();
    }

    /** Empty if the rule has nothing to do with such commands. */
    static Optional<Applicable> of(Rule rule, Effect effect, Holder holder) {
        var match = rule.match();
        if (!match.concerns(effect)) {
            return Optional.empty();
        }
        return holder.open(match.principal())
                .map(
                        open -> {
                            var onlyIf = new ArrayList<>(open);
                            onlyIf.addAll(match.narrowedBy());
                            if (rule.when() != null) {
                                onlyIf.add("when");
                            }
                            return new Applicable(
                                    rule.id(), onlyIf, rule.mostRows(), justified(rule, effect));
                        });
    }

    /** To say why is itself a command of effect session. */
    private static boolean justified(Rule rule, Effect effect) {
        return rule.wantsJustification() && effect != Effect.SESSION;
    }
}
