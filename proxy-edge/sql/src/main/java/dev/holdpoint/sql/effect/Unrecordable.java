package dev.holdpoint.sql.effect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.sql.parser.Tree;
import dev.holdpoint.sql.text.CredentialLiterals;
import dev.holdpoint.sql.text.LargeText;
import dev.holdpoint.sql.text.RecordableText;
import java.util.List;

/** What of a text must not be recorded. */
final class Unrecordable {
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

    /** That of a statement inside of this one, which was not walked as a part of it. */
    void take(Unrecordable inner) {
        anywhere |= inner.anywhere;
        bare |= inner.bare;
    }

    /** Whether any value, a parameter's too, may be one. */
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
