package dev.holdpoint.policy.language;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A scalar with its place, so that whatever is wrong with it can be pointed at. */
record Text(String value, Place place) {
    InvalidDocuments wrong(String message, String hint) {
        return new InvalidDocuments(place, message, hint);
    }

    /** The constant of that name, written in lower case. */
    <E extends Enum<E>> E choice(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(value))
                .findFirst()
                .orElseThrow(
                        () ->
                                wrong(
                                        value + " is not known here.",
                                        "Use one of " + words(type) + "."));
    }

    boolean flag() {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(value + " is neither true nor false.", "Use true or false.");
        };
    }

    int number(int from, int to) {
        try {
            int number = Integer.parseInt(value);
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException _) {
            throw notBetween(from, to);
        }
        throw notBetween(from, to);
    }

    private InvalidDocuments notBetween(int from, int to) {
        return wrong(
                value + " is not a whole number from " + from + " to " + to + ".",
                "Use a number from " + from + " to " + to + ".");
    }

    private static <E extends Enum<E>> String words(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(Text::word)
                .collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
