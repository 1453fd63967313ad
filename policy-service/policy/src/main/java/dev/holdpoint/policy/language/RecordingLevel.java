package dev.holdpoint.policy.language;

/** How much is recorded of what a command does. */
public enum RecordingLevel {
    /** Statements, parameters, decisions and outcomes. */
    STATEMENTS,
    /** What the client is shown, too. */
    RESULTS
}
