package dev.holdpoint.sql.analyse;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.text.LargeText;
import dev.holdpoint.sql.text.RecordableText;
import java.util.List;

/** What is said of a text that could not be parsed. */
final class NotParsed {
    private static final CommandFacts FACTS =
            new CommandFacts(
                    List.of("UNKNOWN"),
                    List.of(Effect.UNKNOWN),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    false,
                    false,
                    null,
                    "");

    private NotParsed() {}

    static Analysis because(String text, String reason) {
        return new Analysis.NotUnderstood(FACTS, recordable(text), reason);
    }

    private static String recordable(String text) {
        return LargeText.is(text) ? RecordableText.withheld(text) : RecordableText.unread(text);
    }
}
