package dev.holdpoint.sql.text;

import org.jspecify.annotations.Nullable;

/**
 * A literal, quoted name or comment of a text.
 *
 * @param value what it says; null if that is not what stands there
 */
record Piece(Kind kind, int from, int to, @Nullable String value) {
    enum Kind {
        LITERAL("'***'"),
        NAME("\"***\""),
        LINE("-- ***"),
        COMMENT("/* *** */");

        private final String hidden;

        Kind(String hidden) {
            this.hidden = hidden;
        }
    }

    /** What is shown in its place. */
    String hidden() {
        return kind.hidden;
    }

    boolean isLiteral() {
        return kind == Kind.LITERAL;
    }

    /** Whether it tells a credential, as far as it can be read. */
    boolean isCredential() {
        return value != null && CredentialLiterals.isIn(value);
    }
}
