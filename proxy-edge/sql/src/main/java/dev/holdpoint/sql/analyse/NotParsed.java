package dev.holdpoint.sql.analyse;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.parser.SyntaxFault;
import dev.holdpoint.sql.text.LargeText;
import dev.holdpoint.sql.text.RecordableText;

/** What is said of a text that could not be parsed. */
final class NotParsed {
    private static final String NOT_POSTGRESQL = "it is not PostgreSQL";
    private static final CommandFacts FACTS = CommandFacts.of("UNKNOWN", Effect.UNKNOWN);

    private NotParsed() {}

    static Analysis because(String text, String reason) {
        return new Analysis.NotUnderstood(FACTS, recordable(text), reason);
    }

    /** What was parsed of a large text has other positions. */
    static Analysis because(String text, SyntaxFault fault) {
        if (LargeText.is(text)) {
            return because(text, NOT_POSTGRESQL);
        }
        return new Analysis.NotUnderstood(
                FACTS,
                recordable(text),
                NOT_POSTGRESQL + ": error at character " + fault.position(),
                fault.position());
    }

    private static String recordable(String text) {
        return LargeText.is(text) ? RecordableText.withheld(text) : RecordableText.unread(text);
    }
}
