package dev.holdpoint.approval.api.quality;

import dev.holdpoint.approval.quality.Grouping;
import dev.holdpoint.approval.quality.Window;
import dev.holdpoint.service.Problem;
import dev.holdpoint.service.Roles;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which figures somebody wants. */
record AskedQuality(Grouping by, Window window) {
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Duration USUAL = Duration.ofDays(30);
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");
    private static final int DATE_LENGTH = "2026-11-21".length();

    /**
     * Reads the query; the last 30 days unless told.
     *
     * @throws Problem 400 if it makes no sense
     */
    static AskedQuality of(String by, @Nullable String from, @Nullable String to, Instant now) {
        var end = to == null ? now : moment("to", to);
        var start = from == null ? end.minus(USUAL) : moment("from", from);
        if (!start.isBefore(end)) {
            throw new Problem(
                    400, "bad-window", "from is before to, not %s and %s.".formatted(start, end));
        }
        if (Duration.between(start, end).compareTo(LONGEST) > 0) {
            throw new Problem(
                    400,
                    "bad-window",
                    "A window has at most %d days: ask for one after the other."
                            .formatted(LONGEST.toDays()));
        }
        return new AskedQuality(grouping(by), new Window(start, end));
    }

    private static Grouping grouping(String by) {
        return switch (by) {
            case "rule" -> Grouping.RULE;
            case "target" -> Grouping.TARGET;
            case "day" -> Grouping.DAY;
            case "approver" -> Grouping.APPROVER;
            default ->
                    throw new Problem(
                            400, "bad-grouping", "by is one of rule, target, day, approver.");
        };
    }

    private static Instant moment(String name, String text) {
        return parsed(text)
                .filter(moment -> !moment.isBefore(EARLIEST) && moment.isBefore(LATEST))
                .orElseThrow(
                        () ->
                                new Problem(
                                        400,
                                        "bad-moment",
                                        name
                                                + " is no moment since 2000: write 2026-11-21 or"
                                                + " 2026-11-21T12:00:00Z."));
    }

    private static Optional<Instant> parsed(String text) {
        try {
            return Optional.of(
                    text.length() == DATE_LENGTH
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    String byName() {
        return by.name().toLowerCase(Locale.ROOT);
    }

    /** Who may have them: those of people and days are for those who watch over approving. */
    List<String> readers() {
        return switch (by) {
            case RULE, TARGET -> List.of(Roles.SECURITY, Roles.AUDITORS, Roles.DBA);
            case DAY, APPROVER -> List.of(Roles.SECURITY, Roles.AUDITORS);
        };
    }
}
