package dev.holdpoint.policy.index;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.Rule;
import java.util.Collection;
import java.util.List;

/** A policy whose rules are found by what a command does, who sends it, and in which protocol. */
public final class IndexedPolicy {
    private final PolicyDocument document;
    private final RuleIndex rules;

    IndexedPolicy(PolicyDocument document) {
        this.document = document;
        this.rules = new RuleIndex(document.rules());
    }

    /** The policy itself. */
    public PolicyDocument document() {
        return document;
    }

    /** All of its rules that can match, in its order. */
    public List<Rule> rules(Collection<Effect> effects, PrincipalKind kind, String protocol) {
        return rules.of(effects, kind, protocol);
    }
}
