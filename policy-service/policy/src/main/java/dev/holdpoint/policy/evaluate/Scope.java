package dev.holdpoint.policy.evaluate;

import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.condition.Condition;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the conditions of one policy's rules can ask: everything about the query, and the policy's
 * risk, which is counted when the first of them asks.
 */
final class Scope implements Function<String, Optional<Object>> {
    private final PolicyDocument policy;
    private final Variables asked;
    private @Nullable RiskScore risk;
    private boolean missedEstimate;

    Scope(PolicyDocument policy, Variables asked) {
        this.policy = policy;
        this.asked = asked;
    }

    PolicyDocument policy() {
        return policy;
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
        var counted = risk == null ? RiskScore.of(policy, asked.apart()) : risk;
        risk = counted;
        missedEstimate |= counted.wantsEstimate();
        return Optional.of((long) counted.score());
    }
}
