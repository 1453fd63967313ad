package dev.holdpoint.policy.match;

/** What a rule decides, the strictest first. */
public enum RuleDecision {
    DENY,
    HOLD,
    ALLOW
}
