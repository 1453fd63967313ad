package dev.holdpoint.sql.parser;

/** The text is not PostgreSQL; {@code position} counts characters from 1. */
public final class SyntaxFault extends RuntimeException {
    private final int position;

    SyntaxFault(String message, int position) {
        super(message, null, false, false);
        this.position = position;
    }

    public int position() {
        return position;
    }
}
