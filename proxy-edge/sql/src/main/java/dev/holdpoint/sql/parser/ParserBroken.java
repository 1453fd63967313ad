package dev.holdpoint.sql.parser;

/** The parser instance cannot be used any more; {@code reason} is for people. */
public final class ParserBroken extends RuntimeException {
    private final String reason;

    public ParserBroken(String reason) {
        super(reason);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
