package dev.holdpoint.policy.match;

import java.util.Locale;

/** Protocols that rules can be about. */
public enum Protocol {
    POSTGRES,
    MYSQL,
    SSH,
    HTTP,
    KUBERNETES,
    MCP;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As documents and targets write it. */
    public String word() {
        return word;
    }
}
