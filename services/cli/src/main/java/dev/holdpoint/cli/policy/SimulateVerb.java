package dev.holdpoint.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdpoint.cli.call.Caller;
import dev.holdpoint.cli.call.Http;
import dev.holdpoint.cli.call.LongAnswer;
import dev.holdpoint.cli.call.SentDocuments;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdpoint policy simulate}: what a directory of documents would have decided. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Says what documents that are not published would have decided about the commands on",
            "record: what would be answered otherwise, for whom, and how many more holds there",
            "would be. What the directory has no documents of is as it was in force then.",
            "A time is 2026-11-21T12:00:00Z, 2026-11-21 (midnight UTC), or 90m, 12h, 14d ago.",
            "Exit code: 0 done, 1 failed, 2 the documents cannot be read, 3 only a part was read in",
            "time: the first line says up to when."
        })
final class SimulateVerb implements Callable<Integer> {
    private static final String SIMULATE = "/api/v1/policies:simulate";
    private static final int PARTIAL = 3;

    @Mixin Caller caller = new Caller();

    @Parameters(paramLabel = "DIR", description = "the directory of the documents")
    Path directory = Path.of("");

    @Mixin Window window = new Window();

    @Option(names = "--group", description = "only commands of its members")
    @Nullable String group;

    @Option(names = "--effect", description = "only commands that have it, e.g. write")
    @Nullable String effect;

    @Option(
            names = "--relation",
            description = "only commands that read or write it, e.g. public.customers")
    @Nullable String relation;

    @Option(
            names = "--answer",
            description = "only commands that were answered so: allow, hold or deny")
    @Nullable String answer;

    @Option(names = "--rule", description = "only commands that it matched: policy/rule")
    @Nullable String rule;

    @Override
    public Integer call() {
        return LongAnswer.to(caller, SIMULATE, body(), this::result);
    }

    private ObjectNode body() {
        var body = window.body(caller.options());
        body.set("documents", SentDocuments.of(directory, _ -> true));
        body.set("where", where());
        return body;
    }

    private ObjectNode where() {
        var given = new HashMap<String, @Nullable String>();
        given.put("group", group);
        given.put("effect", effect == null ? null : effect.toUpperCase(Locale.ROOT));
        given.put("relation", relation);
        given.put("answer", answer);
        given.put("rule", rule);
        given.values().removeIf(Objects::isNull);
        return Http.JSON.valueToTree(given);
    }

    private int result(JsonNode simulation) {
        if (caller.options().json()) {
            caller.options().print(simulation);
        } else {
            new SimulationReport(caller.options().out()).print(simulation);
        }
        return simulation.path("complete").asBoolean() ? 0 : PARTIAL;
    }
}
