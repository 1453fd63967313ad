package dev.holdpoint.sql.effect;

import dev.holdpoint.sql.text.CredentialLiterals;
import dev.holdpoint.sql.text.LargeText;
import dev.holdpoint.sql.text.RecordableText;

/** What of a text must not be recorded. */
final class Unrecordable {
    private final CredentialLiterals literals = new CredentialLiterals();
    private boolean anywhere;
    private boolean bare;

    /** Any literal may be one. */
    void inAnyLiteral() {
        anywhere = true;
    }

    /** One need not even be a literal. */
    void bare() {
        bare = true;
    }

    /** A literal of this value. */
    void literal(String value) {
        if (CredentialLiterals.isIn(value)) {
            literals.add(value);
        }
    }

    /** Those of a statement inside of this one, which was not walked as a part of it. */
    void take(Unrecordable inner) {
        literals.addAll(inner.literals);
        anywhere |= inner.anywhere;
    }

    /** The text as it may be recorded. */
    String recordable(String text) {
        if (bare) {
            return RecordableText.WITHHELD;
        }
        if (LargeText.is(text)) {
            return RecordableText.beginning(text, anywhere || !literals.isEmpty());
        }
        if (anywhere) {
            return RecordableText.withoutLiterals(text);
        }
        return literals.isEmpty() ? text : RecordableText.without(literals, text);
    }
}
