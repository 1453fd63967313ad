package dev.holdpoint.sql;

/**
 * What a statement asks of the gateway's own settings, {@code holdpoint.<name>}: no target ever
 * sees it. Names are in lower case, without the prefix.
 */
public sealed interface SessionSetting {
    String name();

    /**
     * SET.
     *
     * @param local whether for the current transaction only
     */
    record Change(String name, String value, boolean local) implements SessionSetting {}

    /** RESET, and SET to DEFAULT. */
    record Reset(String name, boolean local) implements SessionSetting {}

    /** SHOW. */
    record Show(String name) implements SessionSetting {}

    /** A form in which such a setting cannot be used. */
    record Unusable(String name) implements SessionSetting {}
}
