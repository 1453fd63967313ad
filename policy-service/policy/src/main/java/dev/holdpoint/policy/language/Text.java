package dev.holdpoint.policy.language;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A scalar with its place, so that whatever is wrong with it can be pointed at. */
public record Text(String value, Place place) {
    private static final String FOUR_DIGITS_OF_YEAR = "[0-9]{4}-.*";

    /** What is thrown about it. */
    public InvalidDocuments wrong(String message, String hint) {
        return new InvalidDocuments(place, message, hint);
    }

    /** The constant of that name, written in lower case. */
    public <E extends Enum<E>> E choice(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> word(constant).equals(value))
                .findFirst()
                .orElseThrow(
                        () ->
                                wrong(
                                        value + " is not known here.",
                                        "Use one of " + words(type) + "."));
    }

    /** True or false. */
    public boolean flag() {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(value + " is neither true nor false.", "Use true or false.");
        };
    }

    /** A small whole number within bounds. */
    public int number(int from, int to) {
        return (int) count(from, to);
    }

    /** A whole number within bounds. */
    public long count(long from, long to) {
        try {
            long number = Long.parseLong(value);
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException _) {
            throw notBetween(from, to);
        }
        throw notBetween(from, to);
    }

    /** A point in time that databases and other languages know, too; a date is its midnight UTC. */
    public Instant instant() {
        if (!value.matches(FOUR_DIGITS_OF_YEAR)) {
            throw noInstant();
        }
        try {
            return value.contains("T")
                    ? Instant.parse(value)
                    : LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException _) {
            throw noInstant();
        }
    }

    private InvalidDocuments noInstant() {
        return wrong(
                value + " is not a point in time.",
                "Write 2027-01-31 (midnight UTC) or 2027-01-31T18:00:00Z.");
    }

    private InvalidDocuments notBetween(long from, long to) {
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
