package dev.holdpoint.policy.evaluate;

import dev.holdpoint.policy.index.IndexedPolicy;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.Rule;
import dev.holdpoint.policy.language.condition.Condition;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the conditions of one policy's rules can ask: everything about the query, and the policy's
 * risk, which is counted when the first of them asks.
 */
final class Scope implements Function<String, Optional<Object>> {
    private final IndexedPolicy policy;
    private final Variables asked;
    private @Nullable RiskScore risk;
    private boolean missedEstimate;

    Scope(IndexedPolicy policy, Variables asked) {
        this.policy = policy;
        this.asked = asked;
    }

    PolicyDocument policy() {
        return policy.document();
    }

    /** The rules that can match by the command's effects, who sends it and the protocol. */
    List<Rule> candidates() {
        var query = asked.query();
        return policy.rules(
                query.facts().effects(), query.principal().kind(), asked.target().protocol());
    }

    Variables asked() {
        return asked;
    }

    /** Empty as long as no condition asked. */
    Optional<RiskScore> risk() {
        return Optional.ofNullable(risk);
    }

    /**
     * Whether the risk, had there been an estimate of rows, could have been another one for a
     * condition that asked since this was last called.
     */
    boolean missedEstimate() {
        boolean missed = missedEstimate;
        missedEstimate = false;
        return missed;
    }

    @Override
    public Optional<Object> apply(String name) {
        if (!name.equals(Condition.RISK)) {
            return asked.apply(name);
        }
        asked.budget().check();
        var counted = risk == null ? RiskScore.of(policy(), asked.apart()) : risk;
        risk = counted;
        missedEstimate |= counted.wantsEstimate();
        return Optional.of((long) counted.score());
    }
}
