package dev.holdpoint.policy.simulate;

import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import org.jspecify.annotations.Nullable;

/**
 * What recorded commands have in common; all that is given.
 *
 * @param group who asked was in it
 * @param effect one of theirs
 * @param relation read or written, with its schema
 * @param answer what was answered
 * @param rule among those that matched: {@code policy/rule}
 */
public record Trait(
        @Nullable String group,
        @Nullable Effect effect,
        @Nullable String relation,
        @Nullable Answer answer,
        @Nullable String rule) {
    /** Of any command. */
    public static final Trait ANY = new Trait(null, null, null, null, null);

    boolean isOf(CommandDecided decided) {
        var decision = decided.decision();
        return (group == null || decided.principal().groups().contains(group))
                && (effect == null || decided.facts().effects().contains(effect))
                && (relation == null || isUsed(relation, decided.facts()))
                && (answer == null || answer == Answer.of(decision))
                && (rule == null || decision.rules().contains(rule));
    }

    private static boolean isUsed(String relation, CommandFacts facts) {
        return facts.reads().contains(relation) || facts.writes().contains(relation);
    }
}
