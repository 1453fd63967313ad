package dev.holdpoint.policy.language.clause;

import dev.holdpoint.events.Effect;
import dev.holdpoint.policy.language.Fields;
import dev.holdpoint.policy.language.Text;
import dev.holdpoint.policy.match.RuleDecision;
import dev.holdpoint.policy.match.RuleMatch;

/** Reads whether a rule offers to ask people about what no grant covers. */
public final class OfferReader {
    public static final String FIELD = "beyondGrant";

    private OfferReader() {}

    /** What it offers must be named: the effects, and only such as were understood. */
    public static boolean read(RuleDecision decision, RuleMatch match, Fields rule) {
        if (!rule.optionalText(FIELD).map(Text::flag).orElse(false)) {
            return false;
        }
        if (decision != RuleDecision.HOLD) {
            throw rule.wrong(
                    FIELD,
                    "Only a rule that holds can offer what is beyond a grant.",
                    "Write decide: hold, or remove beyondGrant.");
        }
        if (match.effects().isEmpty()) {
            throw rule.wrong(
                    FIELD,
                    "A rule that offers what is beyond a grant must say which effects.",
                    "Add effects: [ ddl ] to its match.");
        }
        if (match.effects().contains(Effect.UNKNOWN)) {
            throw rule.wrong(
                    FIELD,
                    "What was not understood is beyond every grant, and nobody is asked about it.",
                    "Remove unknown from effects, or beyondGrant.");
        }
        if (match.effects().contains(Effect.REPLICATION)) {
            throw rule.wrong(
                    FIELD,
                    "Replication takes a grant that has it: no session for it opens without.",
                    "Remove replication from effects, or beyondGrant.");
        }
        return true;
    }
}
