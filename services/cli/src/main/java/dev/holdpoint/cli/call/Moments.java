package dev.holdpoint.cli.call;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.ParameterException;

/** Moments as people write them. */
public final class Moments {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,6})([mhd])");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    private Moments() {}

    /** Reads an instant, a date (its midnight UTC), or minutes, hours or days ago. */
    public static Optional<Instant> read(String text, Instant now) {
        return amount(text).map(now::minus).or(() -> absolute(text));
    }

    /** Reads an instant, a date (its midnight UTC), or minutes, hours or days from now. */
    public static Instant ahead(String text, Instant now) {
        return amount(text)
                .map(now::plus)
                .or(() -> absolute(text))
                .orElseThrow(
                        () ->
                                new CliFailure(
                                        text
                                                + " is no moment: write 8h, 30d, 2027-01-31 or"
                                                + " 2027-01-31T18:00:00Z"));
    }

    private static Optional<Duration> amount(String text) {
        var amount = AMOUNT.matcher(text);
        return amount.matches()
                ? Optional.of(amount(Long.parseLong(amount.group(1)), amount.group(2)))
                : Optional.empty();
    }

    private static Optional<Instant> absolute(String text) {
        try {
            return Optional.of(
                    DATE.matcher(text).matches()
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Reads one of a verb's options. */
    public static Instant of(VerbOptions options, String text, Instant now) {
        return read(text, now)
                .orElseThrow(
                        () ->
                                new ParameterException(
                                        options.spec.commandLine(),
                                        "not a time: " + text + "; write 14d or 2026-11-21"));
    }

    private static Duration amount(long number, String unit) {
        return switch (unit) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
