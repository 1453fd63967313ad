package dev.holdpoint.policy.language.condition;

import dev.holdpoint.policy.language.Fields;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a command of another protocol than SQL's does.
 *
 * @param environment whose variables these are; SQL's has none here
 * @param values by their full names, for example {@code shell.user}
 */
public record ProtocolFacts(Environment environment, Map<String, Object> values) {
    /** Of SQL, whose facts are told by themselves. */
    public static final ProtocolFacts NONE = new ProtocolFacts(Environment.SQL, Map.of());

    public ProtocolFacts {
        values = Map.copyOf(values);
    }

    /** Reads all of them; what is left out is empty, zero or false. */
    public static ProtocolFacts read(Environment environment, Fields given) {
        var values = new TreeMap<String, Object>();
        environment
                .own()
                .forEach(
                        (name, shape) ->
                                values.put(environment.full(name), shape.value(given, name)));
        return new ProtocolFacts(environment, values);
    }

    /** That of a variable; empty if it is none of this environment's. */
    public Optional<Object> value(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
