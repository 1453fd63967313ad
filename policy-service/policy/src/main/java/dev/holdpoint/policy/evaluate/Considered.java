package dev.holdpoint.policy.evaluate;

import dev.holdpoint.policy.language.Rule;

/** What came of looking at one rule. */
public sealed interface Considered {
    Rule rule();

    /** Whether its condition, or a risk it asked for, lacked an estimate of rows. */
    boolean wantsEstimate();

    /**
     * @param error whether it only counts as a match because its condition could not be evaluated
     */
    record Matched(Rule rule, boolean error, boolean wantsEstimate) implements Considered {}

    /**
     * @param field the first that did not match, for example {@code principal.kind} or {@code when}
     */
    record Missed(Rule rule, String field, boolean wantsEstimate) implements Considered {
        Missed(Rule rule, String field) {
            this(rule, field, false);
        }
    }
}
