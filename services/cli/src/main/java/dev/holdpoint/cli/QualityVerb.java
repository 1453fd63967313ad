package dev.holdpoint.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.call.Api;
import dev.holdpoint.cli.call.Caller;
import dev.holdpoint.cli.call.Moments;
import dev.holdpoint.cli.text.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code approvals quality}: how long decisions take, and how carefully they are taken. */
@Command(
        name = "quality",
        mixinStandardHelpOptions = true,
        description = "Tells how long decisions take, and how carefully they are taken.")
final class QualityVerb implements Callable<Integer> {
    private static final String QUALITY = "/api/v1/approvals/quality?limit=500";
    private static final int PERCENT = 100;

    @Mixin Caller caller = new Caller();

    @Option(names = "--by", defaultValue = "rule", description = "rule, target, day or approver")
    String by = "rule";

    @Option(
            names = "--from",
            description = "since when holds were placed: 14d (ago) or 2026-11-21; 30 days before")
    @Nullable String from;

    @Option(names = "--to", description = "before when; now unless told")
    @Nullable String to;

    @Override
    public Integer call() {
        var now = Instant.now();
        var query =
                QUALITY
                        + Api.parameter("by", by)
                        + Api.parameter("from", moment(from, now))
                        + Api.parameter("to", moment(to, now));
        var report = caller.api().all(query);
        if (caller.options().json()) {
            caller.options().print(report);
            return 0;
        }
        print(report);
        return 0;
    }

    private @Nullable String moment(@Nullable String text, Instant now) {
        return text == null ? null : Moments.of(caller.options(), text, now).toString();
    }

    private void print(JsonNode report) {
        var table =
                new Table(
                        by.toUpperCase(Locale.ROOT),
                        "HOLDS",
                        "A DAY",
                        "RELEASED",
                        "REFUSED",
                        "EXPIRED",
                        "WITHDRAWN",
                        "P50",
                        "P90",
                        "MAX",
                        "APPROVALS",
                        "UNDER 5 S",
                        "JUDGED BAD");
        report.path("items")
                .forEach(item -> row(table, item.path("key").asText(), item.path("figures")));
        row(table, "all holds", report.path("total"));
        table.print(caller.options().out());
    }

    private static void row(Table table, String name, JsonNode figures) {
        var seconds = figures.path("secondsToDecision");
        table.row(
                name,
                figures.path("holds").asText(),
                number(figures.path("holdsPerDay")),
                figures.path("released").asText(),
                figures.path("refused").asText(),
                figures.path("expired").asText(),
                figures.path("withdrawn").asText(),
                seconds(seconds.path("p50")),
                seconds(seconds.path("p90")),
                seconds(seconds.path("max")),
                figures.path("approvals").asText(),
                share(figures.path("quickShare")),
                figures.path("judgedBad").asText());
    }

    private static String seconds(JsonNode seconds) {
        return seconds.isNumber() ? number(seconds) + " s" : "-";
    }

    private static String share(JsonNode share) {
        return share.isNumber() ? Math.round(share.asDouble() * PERCENT) + " %" : "-";
    }

    private static String number(JsonNode number) {
        return String.format(Locale.ROOT, "%.1f", number.asDouble());
    }
}
