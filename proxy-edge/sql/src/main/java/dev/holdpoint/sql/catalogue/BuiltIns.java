package dev.holdpoint.sql.catalogue;

import dev.holdpoint.events.Effect;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What PostgreSQL 18 has by itself, and the effects of each; whatever is not here is unknown. */
public final class BuiltIns {
    public static final Map<String, Set<Effect>> NODES = table("nodes.txt");
    private static final Map<String, Set<Effect>> FUNCTIONS = table("functions.txt");
    private static final Set<String> OPERATORS = table("operators.txt").keySet();
    private static final Set<String> TYPES = table("types.txt").keySet();
    private static final Set<Effect> UNKNOWN = Set.of(Effect.UNKNOWN);

    private BuiltIns() {}

    /** The effects of having a node of this type, before looking into it. */
    public static Set<Effect> node(String type) {
        return NODES.getOrDefault(type, UNKNOWN);
    }

    /** The effects of calling a function of {@code pg_catalog}; empty if there is none. */
    public static Optional<Set<Effect>> function(String name) {
        return Optional.ofNullable(FUNCTIONS.get(name));
    }

    /**
     * Whether a function of {@code pg_catalog} has no effect, and makes its value of its arguments.
     */
    public static boolean isPure(String name) {
        return FUNCTIONS.getOrDefault(name, UNKNOWN).isEmpty();
    }

    /** Whether {@code pg_catalog} has an operator of that name. */
    public static boolean isOperator(String name) {
        return OPERATORS.contains(name);
    }

    /** Whether {@code pg_catalog} has a type of that name. */
    public static boolean isType(String name) {
        return TYPES.contains(name);
    }

    private static Map<String, Set<Effect>> table(String resource) {
        var table = new HashMap<String, Set<Effect>>();
        var in = Objects.requireNonNull(BuiltIns.class.getResourceAsStream(resource), resource);
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.startsWith("# "))
                    .map(line -> line.split(" "))
                    .forEach(words -> table.put(words[0], effects(words)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(table);
    }

    private static Set<Effect> effects(String[] words) {
        return Arrays.stream(words)
                .skip(1)
                .filter(word -> !word.equals("-"))
                .map(Effect::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }
}
