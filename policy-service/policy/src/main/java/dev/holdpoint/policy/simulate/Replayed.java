package dev.holdpoint.policy.simulate;

import dev.holdpoint.events.Decision;

/** What came of asking a draft about a command on record. */
public sealed interface Replayed {
    /**
     * The draft has an answer.
     *
     * @param draft its own; where the edge would go on refusing, {@code becomes} is stricter
     */
    record Compared(Answer was, Answer becomes, Decision draft) implements Replayed {
        boolean differs() {
            return was != becomes;
        }
    }

    /** It cannot be told. */
    record NotEvaluable(Gap gap) implements Replayed {}

    /** What decides: a rule, or the refusal's code where none does. */
    static String rule(Decision decision) {
        if (!decision.rules().isEmpty()) {
            return decision.rules().getFirst();
        }
        return decision instanceof Decision.Deny deny ? deny.code().name() : "none";
    }
}
