package dev.holdpoint.benchmarks.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdpoint.benchmarks.BenchFailure;
import dev.holdpoint.benchmarks.lab.Closing;
import dev.holdpoint.benchmarks.lab.Machine;
import dev.holdpoint.benchmarks.lab.ManyRules;
import dev.holdpoint.benchmarks.lab.Notebook;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdpoint bench simulate}: recorded commands a second that a draft is tried on. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description =
                "Puts decided commands on a real log, has policy-service try a draft on them over"
                        + " REST, and says how many it goes through a second.")
public final class SimulateVerb implements Callable<Integer> {
    private static final List<String> PAUSED =
            List.of("approval-service", "audit-service", "review-service", "proxy-edge");
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();

    @Mixin Notebook notebook = new Notebook();

    @Option(
            names = "--rules",
            defaultValue = "200",
            description = "of the draft (${DEFAULT-VALUE})")
    int rules = 200;

    @Option(names = "--commands", defaultValue = "200000", description = "(${DEFAULT-VALUE})")
    int commands = 200_000;

    @Option(names = "--rounds", defaultValue = "4", description = "(${DEFAULT-VALUE})")
    int rounds = 4;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var closing = new Closing()) {
            var lab = PolicyLab.start(notebook, closing, rules, PAUSED);
            var from = Instant.now();
            notebook.say("putting " + commands + " commands on the log");
            record(lab);
            var rates = new ArrayList<String>();
            for (int round = 1; round <= rounds; round++) {
                notebook.say("round " + round + ", load average " + Machine.load());
                rates.add("%,.0f".formatted(round(lab, from)));
            }
            notebook.report(
                    """
                    `./holdpoint bench simulate --rules %d --commands %d --rounds %d`, measured on %s.

                    Commands a second, round after round in one process: %s.
                    """
                            .formatted(
                                    rules,
                                    commands,
                                    rounds,
                                    notebook.machine(),
                                    String.join(", ", rates)));
            return 0;
        }
    }

    private void record(PolicyLab lab) {
        try (var asker = new Asker(lab.policy(), 1);
                var records = new Records(lab.installation().kafka(), asker.allowed(0))) {
            records.write(commands);
        }
    }

    private double round(PolicyLab lab, Instant from) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(URI.create(lab.policy() + ":simulate"))
                        .timeout(LIMIT)
                        .header("content-type", "application/json")
                        .header(
                                "authorization",
                                "Bearer " + lab.installation().token("carol", "holdpoint-api"))
                        .POST(BodyPublishers.ofString(order(from)))
                        .build();
        long begun = System.nanoTime();
        var answer = http.send(request, BodyHandlers.ofString());
        long nanos = System.nanoTime() - begun;
        check(answer.statusCode(), json.readTree(answer.body()));
        return commands * 1e9 / nanos;
    }

    /** The draft is what is published already: nothing may change. */
    private void check(int status, JsonNode result) {
        if (status != 200
                || result.path("commands").asLong() != commands
                || result.path("unchanged").asLong() != commands) {
            throw new BenchFailure("not as recorded: " + status + " " + result);
        }
    }

    private String order(Instant from) {
        var file =
                json.createObjectNode()
                        .put("name", "many.yaml")
                        .put("text", ManyRules.policy(rules, 0));
        return json.createObjectNode()
                .put("from", from.toString())
                .set("documents", json.createArrayNode().add(file))
                .toString();
    }
}
