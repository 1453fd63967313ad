package dev.holdpoint.service;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells a caller that wrote no number where one belongs. The framework answers that there is no
 * such resource, and says only what could not be read.
 */
final class NumberParameters {
    private static final List<Function<String, Number>> READINGS =
            List.of(Integer::valueOf, Long::valueOf);

    private NumberParameters() {}

    /** What is wrong with a parameter of the query that could not be read, if that is why. */
    static Optional<Problem> problem(
            @Nullable Throwable cause, Map<String, List<String>> parameters) {
        return cause instanceof NumberFormatException unread
                ? problem(unread(unread, parameters))
                : Optional.empty();
    }

    private static NavigableMap<String, String> unread(
            NumberFormatException unread, Map<String, List<String>> parameters) {
        var named = new TreeMap<String, String>();
        parameters.forEach(
                (name, values) -> {
                    if (isUnread(unread, values.getFirst())) {
                        named.put(name, values.getFirst());
                    }
                });
        return named;
    }

    private static boolean isUnread(NumberFormatException unread, String value) {
        return READINGS.stream().anyMatch(reading -> failsAs(unread, reading, value));
    }

    private static boolean failsAs(
            NumberFormatException unread, Function<String, Number> reading, String value) {
        try {
            return reading.apply(value) == null;
        } catch (NumberFormatException e) {
            return String.valueOf(e.getMessage()).equals(unread.getMessage());
        }
    }

    private static Optional<Problem> problem(NavigableMap<String, String> unread) {
        return Optional.ofNullable(unread.firstEntry())
                .map(first -> problem(unread.keySet(), first.getValue()));
    }

    /** Of several with the same text nobody knows which is a number. */
    private static Problem problem(Set<String> names, String value) {
        var named = String.join(", ", names);
        if (names.size() > 1) {
            return badNumber("One of " + named, value);
        }
        return named.equals(Page.LIMIT) ? Page.badLimit(value) : badNumber(named, value);
    }

    private static Problem badNumber(String what, String value) {
        return new Problem(400, "bad-number", what + " is a whole number, not " + value + ".");
    }
}
