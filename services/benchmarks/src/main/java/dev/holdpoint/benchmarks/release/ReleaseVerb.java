package dev.holdpoint.benchmarks.release;

import dev.holdpoint.benchmarks.lab.BenchTarget;
import dev.holdpoint.benchmarks.lab.Closing;
import dev.holdpoint.benchmarks.lab.Crowd;
import dev.holdpoint.benchmarks.lab.Installation;
import dev.holdpoint.benchmarks.lab.Jvm;
import dev.holdpoint.benchmarks.lab.Machine;
import dev.holdpoint.benchmarks.lab.Notebook;
import dev.holdpoint.benchmarks.lab.ProcessFacts;
import dev.holdpoint.benchmarks.lab.WorkDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdpoint bench release}: how soon after its release a held command is forwarded. */
@Command(
        name = "release",
        mixinStandardHelpOptions = true,
        description =
                "Has commands held, each in a session of its own, releases each over REST and says"
                        + " how long after that the target ran it, by the clock of this machine."
                        + " Ends with 1 if a command was lost.")
public final class ReleaseVerb implements Callable<Integer> {
    private static final String REQUESTER = "support-agent";
    private static final String APPROVER = "bea";
    private static final int SPARE_CONNECTIONS = 500;
    private static final String FLUSH = "HOLDPOINT_KAFKA_FLUSH_MESSAGES";

    @Mixin Notebook notebook = new Notebook();

    @Option(names = "--holds", defaultValue = "200", description = "(${DEFAULT-VALUE})")
    int holds = 200;

    @Option(
            names = "--at-once",
            defaultValue = "4",
            description = "sessions at a time (${DEFAULT-VALUE})")
    int atOnce = 4;

    @Option(
            names = "--warm-up",
            defaultValue = "300",
            description = "holds before that, not counted (${DEFAULT-VALUE})")
    int warmUp = 300;

    @Option(
            names = "--waiting",
            defaultValue = "0",
            description = "other commands that stay held meanwhile (${DEFAULT-VALUE})")
    int waiting = 0;

    @Override
    public Integer call() throws IOException {
        try (var closing = new Closing()) {
            var work = WorkDirectory.create(closing);
            var target = BenchTarget.start(work, closing, waiting + SPARE_CONNECTIONS);
            target.expectArrivals();
            var report = measure(work, target, closing);
            tell(report);
            return report.lost() == 0 ? 0 : 1;
        }
    }

    private ReleaseReport measure(Path work, BenchTarget target, Closing closing) {
        notebook.say("starting Holdpoint in " + work);
        var installation =
                Installation.start(
                        notebook.home(), work.resolve("state"), target.port(), Jvm.measured());
        closing.then(installation::close);
        var approver =
                new Approver(
                        installation.api("/api/v1/holds"),
                        installation.token(APPROVER, "holdpoint-api"));
        var environment = installation.connectByToken(REQUESTER);
        var releases = new Releases(environment, approver);
        notebook.say("warming up with " + warmUp + " holds");
        releases.run(warmUp, atOnce).failures().forEach(notebook::say);
        var others = Crowd.held(waiting, environment, BenchTarget.arrival(0));
        closing.then(others::close);
        notebook.say(
                "releasing %d holds while %d others wait, load average %s"
                        .formatted(holds, others.size(), Machine.load()));
        var before = processors(installation);
        var run = releases.run(holds, atOnce);
        var after = processors(installation);
        return new ReleaseReport(run, target.arrivals(), perHold(before, after), holds);
    }

    private static Map<String, Duration> processors(Installation installation) {
        var all = new TreeMap<String, Duration>();
        installation.pids().forEach((name, pid) -> all.put(name, ProcessFacts.cpu(pid)));
        return all;
    }

    private String perHold(Map<String, Duration> before, Map<String, Duration> after) {
        return after.keySet().stream()
                .map(name -> "%s %.0f".formatted(name, spent(name, after) - spent(name, before)))
                .collect(Collectors.joining(", "));
    }

    private double spent(String name, Map<String, Duration> used) {
        return (double) used.getOrDefault(name, Duration.ZERO).toMillis() / holds;
    }

    private void tell(ReleaseReport report) throws IOException {
        var text =
                "`%s`, measured on %s.%n%n%s%n"
                        .formatted(
                                commandLine(),
                                notebook.machine(),
                                String.join("\n", report.lines()));
        notebook.report(text);
    }

    private String commandLine() {
        var flush = System.getenv(FLUSH);
        return "%s./holdpoint bench release --holds %d --at-once %d --warm-up %d --waiting %d"
                .formatted(
                        flush == null ? "" : FLUSH + "=" + flush + " ",
                        holds,
                        atOnce,
                        warmUp,
                        waiting);
    }
}
