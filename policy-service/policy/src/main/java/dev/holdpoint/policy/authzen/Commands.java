package dev.holdpoint.policy.authzen;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Effect;
import dev.holdpoint.service.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The facts of a command, from an action and a resource. An action is named after an effect or
 * after a statement's kind; one of another name has the effects it says it has, or {@code unknown},
 * which nothing allows.
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
        return new CommandFacts(
                kinds(name, said),
                effects,
                relations("reads", said, resource, effects.contains(Effect.READ)),
                relations("writes", said, resource, !isOnlyRead(effects)),
                said.texts("columns"),
                said.texts("columnsRead"),
                said.texts("columnsWritten"),
                said.texts("predicateColumns"),
                said.texts("functions"),
                said.flag("hasWhere"),
                said.flag("destructive"),
                said.count("estimatedRows").orElse(null),
                "");
    }

    private static List<Effect> effects(String name, Members said) {
        if (!said.node().has("effects")) {
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
        return said.node().has("kinds") || effect(name).isPresent()
                ? said.texts("kinds").stream().map(kind -> kind.toUpperCase(Locale.ROOT)).toList()
                : List.of(name);
    }

    /** Where the resource is a table, it is one of them. */
    private static List<String> relations(
            String name, Members said, Members resource, boolean isOne) {
        var relations = new ArrayList<>(said.texts(name));
        if (isOne && resource.text("type").equals(TABLE)) {
            relations.add(resource.text("id"));
        }
        return relations;
    }

    private static boolean isOnlyRead(List<Effect> effects) {
        return Set.of(Effect.READ, Effect.SESSION).containsAll(effects);
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
