package dev.holdpoint.policy.authzen;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.policy.match.NamePattern;
import dev.holdpoint.service.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The facts of a command, from an action and a resource. An action is named after an effect or
 * after a statement's kind; one of another name has the effects it says it has, or {@code unknown},
 * which nothing allows. Names that are not said could be {@link NamePattern#ANY}.
 */
final class Commands {
    /** What of an action's properties are facts. */
    static final Set<String> FACTS =
            Set.of(
                    "effects",
                    "kinds",
                    "reads",
                    "writes",
                    "columns",
                    "columnsRead",
                    "columnsWritten",
                    "predicateColumns",
                    "functions",
                    "hasWhere",
                    "destructive",
                    "estimatedRows");

    private static final String TABLE = "table";
    private static final Map<String, Effect> KINDS =
            Map.of(
                    "SELECT", Effect.READ,
                    "INSERT", Effect.WRITE,
                    "UPDATE", Effect.WRITE,
                    "DELETE", Effect.WRITE,
                    "MERGE", Effect.WRITE);

    private Commands() {}

    static CommandFacts facts(Members action, Members resource) {
        var said = action.orEmpty("properties");
        var name = action.text("name").toUpperCase(Locale.ROOT);
        var effects = effects(name, said);
        boolean isOneTable = resource.text("type").equals(TABLE);
        return new CommandFacts(
                kinds(name, said),
                effects,
                isOneTable
                        ? withTable(said.texts("reads"), resource, effects.contains(Effect.READ))
                        : names("reads", said),
                isOneTable
                        ? withTable(said.texts("writes"), resource, !isOnlyRead(effects))
                        : isOnlyRead(effects) ? said.texts("writes") : names("writes", said),
                names("columns", said),
                names("columnsRead", said),
                isOnlyRead(effects) ? said.texts("columnsWritten") : names("columnsWritten", said),
                names("predicateColumns", said),
                names("functions", said),
                said.flag("hasWhere"),
                said.has("destructive") ? said.flag("destructive") : !isHarmless(effects),
                said.count("estimatedRows").orElse(null),
                "");
    }

    /** What is not said could be any. */
    private static List<String> names(String name, Members said) {
        return said.has(name) ? said.texts(name) : List.of(NamePattern.ANY);
    }

    private static List<Effect> effects(String name, Members said) {
        if (!said.has("effects")) {
            return List.of(
                    effect(name)
                            .or(() -> Optional.ofNullable(KINDS.get(name)))
                            .orElse(Effect.UNKNOWN));
        }
        var effects =
                said.texts("effects").stream()
                        .map(
                                one ->
                                        effect(one.toUpperCase(Locale.ROOT))
                                                .orElseThrow(() -> unknown(one)))
                        .toList();
        if (effects.isEmpty()) {
            throw unknown("nothing");
        }
        return effects;
    }

    private static List<String> kinds(String name, Members said) {
        return said.has("kinds")
                ? said.texts("kinds").stream().map(kind -> kind.toUpperCase(Locale.ROOT)).toList()
                : List.of(name);
    }

    private static List<String> withTable(List<String> said, Members resource, boolean isOne) {
        var table = isOne ? Stream.of(resource.text("id")) : Stream.<String>empty();
        return Stream.concat(said.stream(), table).toList();
    }

    private static boolean isOnlyRead(List<Effect> effects) {
        return Set.of(Effect.READ, Effect.SESSION).containsAll(effects);
    }

    private static boolean isHarmless(List<Effect> effects) {
        return Set.of(Effect.READ, Effect.SESSION, Effect.WRITE).containsAll(effects);
    }

    private static Optional<Effect> effect(String name) {
        return Arrays.stream(Effect.values())
                .filter(effect -> effect.name().equals(name))
                .findFirst();
    }

    private static Problem unknown(String effect) {
        return new Problem(
                400,
                "bad-request",
                Arrays.stream(Effect.values())
                        .map(one -> one.name().toLowerCase(Locale.ROOT))
                        .collect(
                                Collectors.joining(
                                        ", ",
                                        "action.properties.effects are some of ",
                                        "; not " + effect + ".")));
    }
}
