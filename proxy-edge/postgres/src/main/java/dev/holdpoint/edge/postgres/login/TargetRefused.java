package dev.holdpoint.edge.postgres.login;

import java.util.Set;

/** A target could not be reached, did not let the edge in, or refused a query of its own. */
public final class TargetRefused extends RuntimeException {
    /** Not known, not possible there, and, of poolers, not passed on. */
    private static final Set<String> OF_SETTINGS = Set.of("42704", "22023", "08P01");

    private final String sqlState;

    /**
     * @param message for the log; says nothing of the credential
     */
    public TargetRefused(String message) {
        this(message, "");
    }

    private TargetRefused(String message, String sqlState) {
        super(message);
        this.sqlState = sqlState;
    }

    /** What the target said of a query. */
    static TargetRefused query(String sqlState) {
        return new TargetRefused("SQLSTATE " + sqlState, sqlState);
    }

    /** What the target itself said. */
    static TargetRefused with(String sqlState) {
        return new TargetRefused("the target refused the log-in: SQLSTATE " + sqlState, sqlState);
    }

    /** What the target itself said; empty if it said nothing. */
    public String sqlState() {
        return sqlState;
    }

    /** Whether a setting at start-up may be what the target refused. */
    boolean mayBeForSetting() {
        return OF_SETTINGS.contains(sqlState);
    }
}
