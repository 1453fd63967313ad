package dev.holdpoint.policy.trial;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.policy.language.Fields;
import dev.holdpoint.policy.language.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what is to be decided: a text, or what it does. */
final class CommandReader {
    private static final long MOST = 1L << 53;
    private static final List<String> FACTS =
            List.of(
                    "kinds",
                    "effects",
                    "reads",
                    "writes",
                    "columns",
                    "columnsRead",
                    "columnsWritten",
                    "predicateColumns",
                    "functions",
                    "hasWhere",
                    "destructive");

    private CommandReader() {}

    static GivenCommand read(Fields one) {
        var facts = one.optionalChild("facts", FACTS);
        if (facts.isPresent() == one.has("sql")) {
            throw one.wrong(
                    "sql",
                    "A case has either sql or facts.",
                    "Write sql: SELECT 1, or facts: { effects: [ read ] }.");
        }
        var rows = count(one, "estimatedRows").orElse(null);
        return facts.<GivenCommand>map(
                        given -> {
                            var plain = facts(given);
                            return new GivenCommand.Facts(
                                    rows == null ? plain : plain.estimating(rows));
                        })
                .orElseGet(() -> new GivenCommand.Sql(one.text("sql").value(), rows));
    }

    static Optional<Long> count(Fields fields, String name) {
        return fields.optionalText(name).map(text -> text.count(0, MOST));
    }

    private static CommandFacts facts(Fields given) {
        var effects =
                given.texts("effects").stream().map(effect -> effect.choice(Effect.class)).toList();
        if (effects.isEmpty()) {
            throw given.wrong(
                    "effects", "The command has no effects.", "Add effects: [ read ] or others.");
        }
        return new CommandFacts(
                given.texts("kinds").stream()
                        .map(kind -> kind.value().toUpperCase(Locale.ROOT))
                        .toList(),
                effects,
                names(given, "reads"),
                names(given, "writes"),
                names(given, "columns"),
                names(given, "columnsRead"),
                names(given, "columnsWritten"),
                names(given, "predicateColumns"),
                names(given, "functions"),
                given.optionalText("hasWhere").map(Text::flag).orElse(false),
                given.optionalText("destructive").map(Text::flag).orElse(false),
                null,
                "");
    }

    private static List<String> names(Fields given, String name) {
        return given.texts(name).stream().map(Text::value).toList();
    }
}
