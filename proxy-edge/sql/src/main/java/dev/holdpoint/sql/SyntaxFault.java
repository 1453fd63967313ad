package dev.holdpoint.sql;

/** The text is not PostgreSQL; {@code position} counts characters from 1. */
final class SyntaxFault extends RuntimeException {
    private final int position;

    SyntaxFault(String message, int position) {
        super(message, null, false, false);
        this.position = position;
    }

    int position() {
        return position;
    }
}
