package dev.holdpoint.policy.contract;

/**
 * What an answer can depend on besides who asks, from where, about what target, under which
 * application name, and what the command does.
 */
public enum Input {
    COMMANDS_LAST_MINUTE,
    ROWS_RETURNED,
    ROWS_WRITTEN,
    JUSTIFICATION,
    TAGS,
    /** One that this version does not know. */
    OTHER
}
