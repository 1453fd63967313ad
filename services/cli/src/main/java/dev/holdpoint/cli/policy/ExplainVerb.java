package dev.holdpoint.cli.policy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdpoint.cli.call.Caller;
import dev.holdpoint.cli.call.Http;
import dev.holdpoint.cli.call.Moments;
import dev.holdpoint.events.json.EventJson;
import dev.holdpoint.policy.language.Finding;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.Place;
import dev.holdpoint.policy.language.SourceFile;
import dev.holdpoint.policy.trial.Analyst.Reading;
import dev.holdpoint.policy.trial.Analyst.Unjudgeable;
import dev.holdpoint.policy.trial.KnownTables;
import dev.holdpoint.policy.trial.TestReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code policy explain}: what the policy in force would decide, and why. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = {
            "Says what the policy in force decides about a command, by which rule, and what the"
                    + " nearest other rules failed on.",
            "Nothing is run. What SQL does is read from its text and the tables in --tables."
        })
final class ExplainVerb implements Callable<Integer> {
    private static final KnownTables NO_TABLES = new KnownTables(List.of(), List.of());

    @Mixin Caller caller = new Caller();
    @Mixin ExplainedInputs inputs = new ExplainedInputs();

    @Parameters(paramLabel = "TARGET")
    String target = "";

    @ArgGroup(multiplicity = "1")
    What what = new What();

    @Option(
            names = "--tables",
            paramLabel = "FILE",
            description = "cases (kind: PolicyTest) whose tables the SQL may name")
    @Nullable Path tables;

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "as of then, for reviewers: 2026-11-21T12:00:00Z, 2026-11-21, 12h")
    @Nullable String at;

    /** The command, in either of two ways. */
    static final class What {
        @Option(names = "--sql", paramLabel = "TEXT", description = "the command as a text")
        @Nullable String sql;

        @Option(
                names = "--facts",
                paramLabel = "JSON|FILE",
                description = "what the command does, as in its CommandDecided event")
        @Nullable String facts;
    }

    @Override
    public Integer call() {
        return PolicyVerb.reading(caller.options(), this::explain);
    }

    private int explain() throws IOException {
        var request = Http.JSON.createObjectNode().put("target", target);
        var notes = command(request);
        inputs.addTo(request, caller.options().installation().issuer());
        if (at != null) {
            request.put("at", Moments.of(caller.options(), at, Instant.now()).toString());
        }
        var answer = caller.api().post("/api/v1/decisions:explain", fields(request));
        if (caller.options().json()) {
            caller.options().print(answer);
        } else {
            ExplanationText.print(caller.options().out(), request, answer, notes);
        }
        return 0;
    }

    private List<String> command(ObjectNode request) throws IOException {
        if (what.sql == null) {
            request.set("statement", inputs.estimating(facts(String.valueOf(what.facts))));
            return List.of();
        }
        var reading = reading(what.sql);
        var facts = (ObjectNode) Http.JSON.readTree(EventJson.encodeValue(reading.facts()));
        request.set("statement", inputs.estimating(facts));
        var tags = request.putObject("tags");
        reading.tags().forEach(tags::put);
        return reading.notes();
    }

    private Reading reading(String sql) throws IOException {
        try (var analyst = new SqlAnalyst()) {
            return analyst.read(sql, knownTables());
        } catch (Unjudgeable e) {
            throw unusable("--sql", e.getMessage() + " Give --facts.");
        }
    }

    private KnownTables knownTables() throws IOException {
        if (tables == null) {
            return NO_TABLES;
        }
        var file = new SourceFile(tables.toString(), Files.readString(tables));
        return TestReader.read(List.of(file)).getFirst().tables();
    }

    private static ObjectNode facts(String given) throws IOException {
        var text = given.strip().startsWith("{") ? given : Files.readString(Path.of(given));
        var facts = object(text);
        var effects = Http.JSON.createArrayNode();
        facts.path("effects")
                .forEach(effect -> effects.add(effect.asText("").toUpperCase(Locale.ROOT)));
        return facts.set("effects", effects);
    }

    private static ObjectNode object(String text) {
        try {
            if (Http.JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw unusable("--facts", "They are no JSON: " + e.getOriginalMessage() + ".");
        }
        throw unusable("--facts", "They are no JSON object.");
    }

    private static InvalidDocuments unusable(String option, String why) {
        var hint = "--facts '{\"effects\": [\"read\"], \"reads\": [\"public.customers\"]}'.";
        return new InvalidDocuments(List.of(new Finding(new Place(option, 1, 1), why, hint)));
    }

    private static Map<String, JsonNode> fields(ObjectNode request) {
        var fields = new HashMap<String, JsonNode>();
        request.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        return fields;
    }
}
