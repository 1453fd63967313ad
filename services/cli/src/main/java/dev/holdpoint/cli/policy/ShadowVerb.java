package dev.holdpoint.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.call.Api;
import dev.holdpoint.cli.call.Caller;
import dev.holdpoint.cli.call.Http;
import dev.holdpoint.cli.text.Table;
import dev.holdpoint.cli.text.VisibleText;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdpoint policy shadow}: a revision tried beside the one that decides. */
@Command(
        name = "shadow",
        mixinStandardHelpOptions = true,
        description = {
            "Has a published revision asked about every command beside the active one, without",
            "enforcing what it answers; ends that; or, without either, tells what it would have",
            "answered otherwise."
        })
final class ShadowVerb implements Callable<Integer> {
    private static final String SHADOW = "/api/v1/policies:shadow";
    private static final String REPORT = "/api/v1/policies/shadow";

    @Mixin Caller caller = new Caller();

    @ArgGroup(multiplicity = "0..1")
    @Nullable Order order;

    /** What is to be tried, if anything is to change. */
    static final class Order {
        @Parameters(
                paramLabel = "REVISION",
                description = "to be tried; the beginning of its name is enough")
        @Nullable String revision;

        @Option(names = "--off", description = "try none")
        boolean off;
    }

    @Override
    public Integer call() {
        var api = caller.api();
        return order == null ? report(api) : change(api, order);
    }

    private int change(Api api, Order wanted) {
        var revision = wanted.revision;
        var body = Http.JSON.createObjectNode();
        if (revision != null) {
            body.put("revision", RevisionVerbs.Known.in(api).named(revision));
        }
        var answer = api.post(SHADOW, body);
        if (caller.options().json()) {
            caller.options().print(answer);
        } else {
            caller.options().out().println(VisibleText.of(tried(answer)));
        }
        return 0;
    }

    private static String tried(JsonNode answer) {
        return answer.path("revision").isTextual()
                ? "revision " + answer.path("revision").asText() + " is tried"
                : "no revision is tried";
    }

    private int report(Api api) {
        var report = api.get(REPORT);
        if (caller.options().json()) {
            caller.options().print(report);
            return 0;
        }
        var out = caller.options().out();
        out.println(VisibleText.of(tried(report)));
        if (report.path("revision").isTextual()) {
            out.printf(
                    "since %s: %d commands, %d answered otherwise%n",
                    VisibleText.of(report.path("since").asText()),
                    report.path("commands").asLong(),
                    report.path("changed").asLong());
            var table = new Table("ACTIVE", "SHADOW", "COMMANDS", "OF");
            add(table, report.path("answers"), "all");
            rows(table, report.path("rules"));
            rows(table, report.path("principals"));
            table.print(out);
        }
        return 0;
    }

    private static void rows(Table table, JsonNode rows) {
        rows.forEach(row -> add(table, row.path("answers"), row.path("name").asText()));
    }

    private static void add(Table table, JsonNode answers, String of) {
        for (var answer : answers) {
            table.row(
                    word(answer.path("active")),
                    word(answer.path("shadow")),
                    answer.path("commands").asText(),
                    of);
        }
    }

    private static String word(JsonNode answer) {
        return answer.asText().toLowerCase(Locale.ROOT);
    }
}
