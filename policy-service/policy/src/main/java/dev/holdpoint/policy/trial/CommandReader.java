package dev.holdpoint.policy.trial;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.policy.language.Fields;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.Text;
import dev.holdpoint.policy.language.condition.Environment;
import dev.holdpoint.policy.language.condition.ProtocolFacts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what is to be decided: a text, or what it does. */
final class CommandReader {
    private static final String ESTIMATE = "estimatedRows";
    private static final long MOST = 1L << 53;
    private static final String EFFECTS = "effects";
    private static final List<String> SQL =
            List.of(
                    "kinds",
                    "reads",
                    "writes",
                    "columns",
                    "columnsRead",
                    "columnsWritten",
                    "predicateColumns",
                    "functions",
                    "hasWhere",
                    "destructive");
    private static final List<String> ROOTS =
            Environment.others().stream().map(Environment::root).toList();
    private static final List<String> FACTS =
            Stream.of(List.of(EFFECTS), SQL, ROOTS).flatMap(List::stream).toList();

    private CommandReader() {}

    static GivenCommand read(Fields one) {
        var facts = one.optionalChild("facts", FACTS);
        if (facts.isPresent() == one.has("sql")) {
            throw one.wrong(
                    "sql",
                    "A case has either sql or facts.",
                    "Write sql: SELECT 1, or facts: { effects: [ read ] }.");
        }
        var rows = count(one, ESTIMATE).orElse(null);
        return facts.<GivenCommand>map(given -> facts(one, given, rows))
                .orElseGet(() -> sql(one.text("sql"), rows));
    }

    private static GivenCommand sql(Text text, @Nullable Long rows) {
        return new GivenCommand.Sql(text.value(), rows, text.place());
    }

    private static GivenCommand facts(Fields one, Fields given, @Nullable Long rows) {
        var told = told(one, given);
        var plain = facts(given);
        var root = told.environment().root();
        return new GivenCommand.Facts(
                rows == null ? plain : plain.estimating(rows),
                told,
                given.has(root) ? given.place(root) : given.place());
    }

    /** What a command of another protocol does there, for which it has no facts of SQL. */
    private static ProtocolFacts told(Fields one, Fields given) {
        var those = Environment.others().stream().filter(other -> given.has(other.root())).toList();
        if (those.isEmpty()) {
            return ProtocolFacts.NONE;
        }
        var environment = those.getFirst();
        Stream.concat(
                        those.stream().skip(1).map(Environment::root),
                        SQL.stream().filter(given::has))
                .findFirst()
                .ifPresent(
                        name -> {
                            throw foreign(environment, name, given);
                        });
        if (one.has(ESTIMATE)) {
            throw foreign(environment, ESTIMATE, one);
        }
        return ProtocolFacts.read(
                environment, given.child(environment.root(), environment.fields()));
    }

    private static InvalidDocuments foreign(Environment of, String name, Fields where) {
        return where.wrong(
                name,
                "A command given by %s has no %s.".formatted(of.root(), name),
                "Write facts: { effects: [ … ], %s: { … } }, and nothing else."
                        .formatted(of.root()));
    }

    static Optional<Long> count(Fields fields, String name) {
        return fields.optionalText(name).map(text -> text.count(0, MOST));
    }

    private static CommandFacts facts(Fields given) {
        var effects =
                given.texts(EFFECTS).stream().map(effect -> effect.choice(Effect.class)).toList();
        if (effects.isEmpty()) {
            throw given.wrong(
                    EFFECTS, "The command has no effects.", "Add effects: [ read ] or others.");
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

    /** What has these effects, and nothing is known of but them. */
    static CommandFacts effects(List<Effect> effects) {
        return new CommandFacts(
                List.of(), effects, List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of(), false, false, null, "");
    }

    private static List<String> names(Fields given, String name) {
        return given.texts(name).stream().map(Text::value).toList();
    }
}
