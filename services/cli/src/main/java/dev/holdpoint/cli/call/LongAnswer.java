package dev.holdpoint.cli.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.text.VisibleText;
import java.util.function.ToIntFunction;

/** An answer that takes its time and tells how far it is. */
public final class LongAnswer {
    private static final int UNREADABLE = 2;

    private final Caller caller;

    private LongAnswer(Caller caller) {
        this.caller = caller;
    }

    /**
     * Asks and waits.
     *
     * @param result makes an exit code of the result
     */
    public static int to(
            Caller caller, String path, JsonNode body, ToIntFunction<JsonNode> result) {
        var told = new LongAnswer(caller);
        try (var answer = caller.api().events(path, body)) {
            return answer.isGood()
                    ? told.told(answer.events(), result)
                    : told.refused(answer.problem());
        }
    }

    private int told(Iterable<ServerEvents.Event> events, ToIntFunction<JsonNode> result) {
        for (var event : events) {
            switch (event.name()) {
                case "progress" -> progress(event.data());
                case "result" -> {
                    return result.applyAsInt(event.data());
                }
                case "problem" -> throw new CliFailure(problem(event.data()));
                default -> {}
            }
        }
        throw new CliFailure("the answer ended before its result");
    }

    private void progress(JsonNode progress) {
        if (!caller.options().json()) {
            var err = caller.options().spec.commandLine().getErr();
            err.printf(
                    "read %d of %d records: %d commands, %d would be answered otherwise%n",
                    progress.path("read").asLong(),
                    progress.path("records").asLong(),
                    progress.path("commands").asLong(),
                    progress.path("changed").asLong());
            err.flush();
        }
    }

    private int refused(JsonNode problem) {
        if (SentDocuments.tellFindings(problem, caller.options())) {
            return UNREADABLE;
        }
        throw new CliFailure(problem(problem));
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
