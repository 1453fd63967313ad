package dev.holdpoint.service;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                ? parameters.entrySet().stream()
                        .filter(one -> isUnread(unread, one.getValue().getFirst()))
                        .map(one -> problem(one.getKey(), one.getValue().getFirst()))
                        .findFirst()
                : Optional.empty();
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

    private static Problem problem(String name, String value) {
        return name.equals(Page.LIMIT)
                ? Page.badLimit(value)
                : new Problem(400, "bad-number", name + " is a whole number, not " + value + ".");
    }
}
