package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.parser.Tree;
import dev.holdpoint.sql.text.CredentialLiterals;
import dev.holdpoint.sql.text.LargeText;
import dev.holdpoint.sql.text.RecordableText;
import java.util.List;

/** Where credentials may stand in a text, so that they are not recorded. */
final class Unrecordable {
    private boolean anywhere;
    private boolean bare;

    /** Any literal may be a credential. */
    void inAnyLiteral() {
        anywhere = true;
    }

    /** What is not even a literal may be a credential. */
    void bare() {
        bare = true;
    }

    /** Adds a statement inside of this one that was not walked as a part of it. */
    void take(Unrecordable inner) {
        anywhere |= inner.anywhere;
        bare |= inner.bare;
    }

    /** Whether any value, a parameter's too, may be a credential. */
    boolean anywhere() {
        return anywhere || bare;
    }

    /** The text as it may be recorded, whose tree this is, though perhaps not of all its bulk. */
    String recordable(String text, List<JsonNode> statements) {
        if (bare) {
            return RecordableText.WITHHELD;
        }
        if (LargeText.is(text)) {
            return RecordableText.beginning(
                    text, anywhere || Tree.values(statements).anyMatch(CredentialLiterals::isIn));
        }
        return anywhere
                ? RecordableText.withoutLiterals(text)
                : RecordableText.withoutCredentials(text, () -> Tree.values(statements));
    }
}
