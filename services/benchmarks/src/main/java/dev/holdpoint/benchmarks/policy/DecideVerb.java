package dev.holdpoint.benchmarks.policy;

import dev.holdpoint.benchmarks.lab.Closing;
import dev.holdpoint.benchmarks.lab.Machine;
import dev.holdpoint.benchmarks.lab.Notebook;
import dev.holdpoint.benchmarks.lab.ProcessFacts;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdpoint bench decide}: decisions a second of a policy-service, asked over gRPC. */
@Command(
        name = "decide",
        mixinStandardHelpOptions = true,
        description =
                "Asks a policy-service of its own process over gRPC, with so many questions open at"
                        + " any time, and says how many it answers a second, how soon, and what an"
                        + " answer costs it and the asker, who share this machine's processors.")
public final class DecideVerb implements Callable<Integer> {
    private static final List<String> PAUSED =
            List.of("approval-service", "audit-service", "review-service", "proxy-edge");

    @Mixin Notebook notebook = new Notebook();

    @Option(names = "--rules", defaultValue = "200", description = "(${DEFAULT-VALUE})")
    int rules = 200;

    @Option(
            names = "--open",
            defaultValue = "64",
            description = "questions open at a time (${DEFAULT-VALUE})")
    int open = 64;

    @Option(names = "--connections", defaultValue = "2", description = "(${DEFAULT-VALUE})")
    int connections = 2;

    @Option(names = "--seconds", defaultValue = "15", description = "(${DEFAULT-VALUE})")
    int seconds = 15;

    @Option(
            names = "--warm-up",
            defaultValue = "30",
            description = "seconds before that, not counted (${DEFAULT-VALUE})")
    int warmUp = 30;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var closing = new Closing()) {
            var lab = PolicyLab.start(notebook, closing, rules, PAUSED);
            long pid = lab.installation().pid("policy-service");
            try (var asker = new Asker(lab.policy(), connections)) {
                asker.allowed(0);
                notebook.say("warming up for " + warmUp + " s");
                asker.ask(Duration.ofSeconds(warmUp), open);
                notebook.say("asking for " + seconds + " s, load average " + Machine.load());
                var service = ProcessFacts.cpu(pid);
                var own = ProcessFacts.cpu(ProcessHandle.current().pid());
                var run = asker.ask(Duration.ofSeconds(seconds), open);
                tell(
                        run,
                        ProcessFacts.cpu(pid).minus(service),
                        ProcessFacts.cpu(ProcessHandle.current().pid()).minus(own));
            }
            return 0;
        }
    }

    private void tell(Asker.Run run, Duration service, Duration own) throws IOException {
        notebook.report(
                """
                `./holdpoint bench decide --rules %d --open %d --connections %d --seconds %d --warm-up %d`, measured on %s.

                | decisions a second | p50 ms | p99 ms | max ms | policy-service µs each | asker µs each |
                |---|---|---|---|---|---|
                | %,.0f | %.2f | %.2f | %.2f | %.1f | %.1f |
                """
                        .formatted(
                                rules,
                                open,
                                connections,
                                seconds,
                                warmUp,
                                notebook.machine(),
                                run.perSecond(),
                                run.millis().at(0.5),
                                run.millis().at(0.99),
                                run.millis().at(1),
                                micros(service, run),
                                micros(own, run)));
    }

    private static double micros(Duration used, Asker.Run run) {
        return used.toNanos() / 1e3 / run.answers();
    }
}
