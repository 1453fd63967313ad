package dev.holdpoint.policy.language;

/** What a rule decides, the strictest first. */
public enum RuleDecision {
    DENY,
    HOLD,
    ALLOW
}
