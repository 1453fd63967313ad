package dev.holdpoint.policy.language.clause;

import dev.holdpoint.events.Digest;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.VouchedFunction;
import dev.holdpoint.policy.language.Fields;
import dev.holdpoint.policy.language.Text;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a target's {@code functions}: code that somebody has read and vouches for. */
public final class VouchedReader {
    private static final List<String> FIELDS =
            List.of("name", "effects", "reads", "writes", "definition");

    /** What changes objects, rights or the session changes what later statements mean. */
    private static final Set<Effect> VOUCHABLE =
            EnumSet.of(Effect.READ, Effect.WRITE, Effect.FILE, Effect.PROGRAM, Effect.NETWORK);

    private static final String IDENTIFIER = "(?:[a-z_][a-z0-9_$]*|\"(?:[^\"]|\"\")+\")";
    private static final Pattern SIGNATURE =
            Pattern.compile(IDENTIFIER + "\\." + IDENTIFIER + "\\((?:[^()]|\\([0-9, ]+\\))*\\)");
    private static final Pattern TABLE = Pattern.compile("[^.*\\s]+\\.[^.*\\s]+");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    private VouchedReader() {}

    /** Reads them. */
    public static List<VouchedFunction> read(Fields spec) {
        var names = new HashSet<String>();
        return spec.children("functions", FIELDS).stream()
                .map(function -> vouched(function, names))
                .toList();
    }

    private static VouchedFunction vouched(Fields function, Set<String> names) {
        var name = signature(function.text("name"));
        if (!names.add(name)) {
            throw function.wrong(
                    "name", "The function " + name + " is there twice.", "Keep one of them.");
        }
        var effects = effects(function);
        var writes = tables(function, "writes");
        var reads = tables(function, "reads");
        requireEffect(function, "writes", writes, Effect.WRITE, effects);
        requireEffect(function, "reads", reads, Effect.READ, effects);
        return new VouchedFunction(name, effects, reads, writes, digest(function));
    }

    private static String signature(Text name) {
        if (!SIGNATURE.matcher(name.value()).matches()) {
            throw name.wrong(
                    name.value() + " does not name one function.",
                    "Write schema.name(argument types) as the target does, such as"
                            + " public.total(integer,text).");
        }
        return COMMA.matcher(name.value()).replaceAll(",");
    }

    private static List<Effect> effects(Fields function) {
        if (!function.has("effects")) {
            throw function.wrong(
                    "effects",
                    "functions has no effects.",
                    "Add effects: [ read ], or effects: [] if it only computes.");
        }
        var texts = function.texts("effects");
        texts.stream()
                .filter(text -> !VOUCHABLE.contains(text.choice(Effect.class)))
                .findFirst()
                .ifPresent(
                        text -> {
                            throw text.wrong(
                                    "A function with the effect "
                                            + text.value()
                                            + " cannot be vouched for.",
                                    "Use read, write, file, program or network; what does more"
                                            + " stays unknown.");
                        });
        return texts.stream().map(text -> text.choice(Effect.class)).distinct().sorted().toList();
    }

    private static List<String> tables(Fields function, String field) {
        return function.texts(field).stream().map(VouchedReader::table).toList();
    }

    private static String table(Text table) {
        if (!TABLE.matcher(table.value()).matches()) {
            throw table.wrong(
                    table.value() + " does not name one table.",
                    "Write schema.table without globs.");
        }
        return table.value();
    }

    private static void requireEffect(
            Fields function,
            String field,
            List<String> tables,
            Effect effect,
            List<Effect> effects) {
        if (!tables.isEmpty() && !effects.contains(effect)) {
            var word = field.substring(0, field.length() - 1);
            throw function.wrong(
                    field,
                    "The function " + field + " tables, but has no effect " + word + ".",
                    "Add " + word + " to its effects.");
        }
    }

    private static Digest digest(Fields function) {
        var text = function.text("definition");
        if (!DIGEST.matcher(text.value()).matches()) {
            throw text.wrong(
                    "definition is not a digest.",
                    "Write sha256: and 64 of 0-9 and a-f; docs/policy-language.md has the query"
                            + " that tells it.");
        }
        return new Digest(text.value());
    }
}
