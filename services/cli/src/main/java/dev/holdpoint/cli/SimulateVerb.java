package dev.holdpoint.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdpoint.cli.text.VisibleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
            "Exit code: 0 done, 1 failed, 2 the documents cannot be read."
        })
final class SimulateVerb implements Callable<Integer> {
    private static final String SIMULATE = "/api/v1/policies:simulate";
    private static final int UNREADABLE = 2;

    @Mixin Caller caller = new Caller();

    @Parameters(paramLabel = "DIR", description = "the directory of the documents")
    Path directory = Path.of("");

    @Option(names = "--from", defaultValue = "14d", description = "(${DEFAULT-VALUE})")
    String from = "14d";

    @Option(names = "--to", description = "(now)")
    @Nullable String to;

    @Option(names = "--principal", description = "only its commands: a subject, or issuer#subject")
    @Nullable String principal;

    @Option(names = "--target", description = "only commands on it")
    @Nullable String target;

    @Override
    public Integer call() {
        var body = body();
        try (var answer = caller.api().events(SIMULATE, body)) {
            return answer.isGood() ? told(answer.events()) : refused(answer.problem());
        }
    }

    private ObjectNode body() {
        var now = Instant.now();
        var body = Http.JSON.createObjectNode().put("from", moment(from, now).toString());
        body.put("to", to == null ? now.toString() : moment(to, now).toString());
        if (principal != null) {
            body.put("principal", principal);
        }
        if (target != null) {
            body.put("target", target);
        }
        var documents = body.putArray("documents");
        try (var files = Files.list(directory)) {
            for (var file : files.filter(SimulateVerb::isDocument).sorted().toList()) {
                documents
                        .addObject()
                        .put("name", String.valueOf(file.getFileName()))
                        .put("text", Files.readString(file));
            }
        } catch (IOException e) {
            throw new CliFailure("cannot read the documents: " + e.getMessage(), e);
        }
        return body;
    }

    private Instant moment(String text, Instant now) {
        return Moments.of(caller.options, text, now);
    }

    private static boolean isDocument(Path path) {
        var name = String.valueOf(path.getFileName());
        return !name.startsWith(".")
                && (name.endsWith(".yaml") || name.endsWith(".yml"))
                && Files.isRegularFile(path);
    }

    private int told(Iterable<ServerEvents.Event> events) {
        for (var event : events) {
            switch (event.name()) {
                case "progress" -> progress(event.data());
                case "result" -> {
                    return result(event.data());
                }
                case "problem" -> throw new CliFailure(problem(event.data()));
                default -> {}
            }
        }
        throw new CliFailure("the answer ended before its result");
    }

    private void progress(JsonNode progress) {
        if (!caller.options.json) {
            var err = caller.options.spec.commandLine().getErr();
            err.printf(
                    "read %d of %d records: %d commands, %d would be answered otherwise%n",
                    progress.path("read").asLong(),
                    progress.path("records").asLong(),
                    progress.path("commands").asLong(),
                    progress.path("changed").asLong());
            err.flush();
        }
    }

    private int result(JsonNode simulation) {
        if (caller.options.json) {
            caller.options.print(simulation);
        } else {
            new SimulationReport(caller.options.out()).print(simulation);
        }
        return 0;
    }

    private int refused(JsonNode problem) {
        var findings = problem.path("findings");
        if (findings.isEmpty()) {
            throw new CliFailure(problem(problem));
        }
        var err = caller.options.spec.commandLine().getErr();
        for (var finding : findings) {
            err.println(
                    VisibleText.of(
                            "%s:%d:%d: %s Hint: %s"
                                    .formatted(
                                            finding.path("file").asText(),
                                            finding.path("line").asInt(),
                                            finding.path("column").asInt(),
                                            finding.path("message").asText(),
                                            finding.path("hint").asText())));
        }
        err.flush();
        return UNREADABLE;
    }

    private static String problem(JsonNode problem) {
        return VisibleText.of(
                "%s (%d): %s"
                        .formatted(
                                problem.path("code").asText("refused"),
                                problem.path("status").asInt(),
                                problem.path("detail").asText()));
    }
}
