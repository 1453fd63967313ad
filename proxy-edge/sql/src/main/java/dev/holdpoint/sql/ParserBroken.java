package dev.holdpoint.sql;

/** The parser instance cannot be used any more; {@code reason} is for people. */
final class ParserBroken extends RuntimeException {
    private final String reason;

    ParserBroken(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
