package dev.holdpoint.sql.effect;

import dev.holdpoint.sql.text.LargeText;
import dev.holdpoint.sql.text.RecordableText;
import dev.holdpoint.sql.text.Secrets;

/** What of a text must not be recorded. */
final class Credentials {
    private final Secrets literals = new Secrets();
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
        if (Secrets.isIn(value)) {
            literals.add(value);
        }
    }

    /** Those of a statement inside of this one, which was not walked as a part of it. */
    void take(Credentials inner) {
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
