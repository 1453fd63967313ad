package dev.holdpoint.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdpoint.cli.call.Api;
import dev.holdpoint.cli.call.Caller;
import dev.holdpoint.cli.call.Http;
import dev.holdpoint.cli.text.VisibleText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sessions replay}: a session's commands one after the other, with what they showed. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description =
                "Tells a session again, command by command; exit code 1 if a recording is broken.")
final class ReplayVerb implements Callable<Integer> {
    private static final String SESSIONS = "/api/v1/sessions/";

    @Mixin Caller caller = new Caller();

    @Option(names = "--results", description = "with what was recorded of their results")
    boolean results;

    @Option(
            names = "--rows",
            defaultValue = "1000",
            description = "rows of each command to show at most (default: 1000)")
    int rows;

    @Parameters(paramLabel = "SESSION")
    String session = "";

    private boolean broken;

    @Override
    public Integer call() {
        var api = caller.api();
        var path = SESSIONS + Api.segment(session);
        var head = api.get(path);
        var commands = commands(api, path);
        if (results) {
            commands.forEach(command -> addResult(api, path, command));
        }
        if (caller.options().json()) {
            var whole = Http.JSON.createObjectNode();
            whole.set("session", head);
            whole.set("commands", commands);
            caller.options().print(whole);
        } else {
            caller.options().out().println(Transcript.head(head));
            commands.forEach(this::print);
        }
        return broken ? 1 : 0;
    }

    private static ArrayNode commands(Api api, String path) {
        var all = Http.JSON.createArrayNode();
        var page = api.get(path + "/commands?limit=200");
        page.path("items").forEach(all::add);
        while (page.hasNonNull("next")) {
            var cursor = Api.segment(page.path("next").asText());
            page = api.get(path + "/commands?limit=200&cursor=" + cursor);
            page.path("items").forEach(all::add);
        }
        return all;
    }

    private void addResult(Api api, String path, JsonNode command) {
        var id = Api.segment(command.path("command").asText(""));
        if (!mayHaveResult(command) || !(command instanceof ObjectNode shown)) {
            return;
        }
        var result = new RecordedResult(api, path + "/commands/" + id + "/result", rows).fetch();
        result.ifPresent(
                found -> {
                    shown.set("result", found);
                    broken |= "broken".equals(found.path("verification").asText(""));
                    broken |= found.hasNonNull("malformed");
                });
    }

    /** Of a command without an outcome there may be the beginning of a recording. */
    private static boolean mayHaveResult(JsonNode command) {
        var outcome = command.path("outcome").asText("");
        return command.hasNonNull("recording")
                || "ALLOW".equals(command.path("decision").asText(""))
                        && (outcome.isEmpty() || "UNKNOWN".equals(outcome));
    }

    private void print(JsonNode command) {
        var out = caller.options().out();
        out.println();
        out.println(VisibleText.of(Transcript.line(command)));
        out.println(VisibleText.of(command.path("text").asText("")));
        if (command.has("result")) {
            new ResultText(out).print(command.path("result"));
        }
    }
}
