package dev.holdpoint.benchmarks.policy;

import dev.holdpoint.benchmarks.BenchFailure;
import dev.holdpoint.benchmarks.lab.Closing;
import dev.holdpoint.benchmarks.lab.Distribution;
import dev.holdpoint.benchmarks.lab.Machine;
import dev.holdpoint.benchmarks.lab.Notebook;
import dev.holdpoint.benchmarks.lab.RawClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.DoubleStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdpoint bench publish}: how soon a changed document decides in an open session. */
@Command(
        name = "publish",
        mixinStandardHelpOptions = true,
        description =
                "Changes a document again and again, so that what was allowed is denied and allowed"
                        + " again, and says how long after each change a client whose session is"
                        + " open is answered by it.")
public final class PublishVerb implements Callable<Integer> {
    private static final List<String> PAUSED =
            List.of("approval-service", "audit-service", "review-service");
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String ASKED = "SELECT 1";
    private static final String DOCUMENT =
            """
            apiVersion: holdpoint.dev/v1
            kind: Policy
            metadata: { name: switch }
            spec:
              targets: { names: [ "*" ] }
              rules:
                - { name: off, decide: deny, match: { effects: [ %s ] }, reason: Switched off. }
            """;

    @Mixin Notebook notebook = new Notebook();

    @Option(names = "--rules", defaultValue = "200", description = "(${DEFAULT-VALUE})")
    int rules = 200;

    @Option(
            names = "--changes",
            defaultValue = "40",
            description = "counted ones (${DEFAULT-VALUE})")
    int changes = 40;

    @Option(
            names = "--warm-up",
            defaultValue = "10",
            description = "changes before that (${DEFAULT-VALUE})")
    int warmUp = 10;

    @Override
    public Integer call() throws IOException {
        try (var closing = new Closing()) {
            var lab = PolicyLab.start(notebook, closing, rules, PAUSED);
            try (var client = RawClient.open(lab.installation().connectByToken("deploy-bot"))) {
                notebook.say("warming up with " + warmUp + " changes");
                change(lab.documents(), client, warmUp);
                notebook.say(changes + " changes, load average " + Machine.load());
                tell(Distribution.of(change(lab.documents(), client, changes)));
            }
            return 0;
        }
    }

    private static DoubleStream change(Path documents, RawClient client, int times)
            throws IOException {
        var millis = DoubleStream.builder();
        for (int i = 0; i < times; i++) {
            boolean allowed = i % 2 == 1;
            long begun = System.nanoTime();
            write(documents, DOCUMENT.formatted(allowed ? "ddl" : "read, session"));
            while (client.succeeds(ASKED) != allowed) {
                if (System.nanoTime() - begun > LIMIT.toNanos()) {
                    throw new BenchFailure("a change did not decide within " + LIMIT);
                }
            }
            millis.add((System.nanoTime() - begun) / 1e6);
        }
        return millis.build();
    }

    /** As a deployment does it: written aside, and moved to its place whole. */
    private static void write(Path documents, String text) throws IOException {
        var aside = documents.resolve(".switch.yaml");
        Files.writeString(aside, text);
        Files.move(aside, documents.resolve("switch.yaml"), StandardCopyOption.ATOMIC_MOVE);
    }

    private void tell(Distribution millis) throws IOException {
        notebook.report(
                """
                `./holdpoint bench publish --rules %d --changes %d --warm-up %d`, measured on %s.

                | milliseconds from the changed file to the changed answer at the edge | p50 | p90 | p99 | max |
                |---|---|---|---|---|
                | | %.0f | %.0f | %.0f | %.0f |
                """
                        .formatted(
                                rules,
                                changes,
                                warmUp,
                                notebook.machine(),
                                millis.at(0.5),
                                millis.at(0.9),
                                millis.at(0.99),
                                millis.at(1)));
    }
}
