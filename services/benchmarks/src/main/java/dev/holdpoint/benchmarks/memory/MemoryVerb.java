package dev.holdpoint.benchmarks.memory;

import dev.holdpoint.benchmarks.BenchFailure;
import dev.holdpoint.benchmarks.lab.BenchTarget;
import dev.holdpoint.benchmarks.lab.Closing;
import dev.holdpoint.benchmarks.lab.Crowd;
import dev.holdpoint.benchmarks.lab.Installation;
import dev.holdpoint.benchmarks.lab.Jvm;
import dev.holdpoint.benchmarks.lab.Machine;
import dev.holdpoint.benchmarks.lab.Notebook;
import dev.holdpoint.benchmarks.lab.Patience;
import dev.holdpoint.benchmarks.lab.Programs;
import dev.holdpoint.benchmarks.lab.RawClient;
import dev.holdpoint.benchmarks.lab.WorkDirectory;
import dev.holdpoint.benchmarks.relay.PretendedTarget;
import dev.holdpoint.embedded.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code holdpoint bench memory}: what sessions cost an edge, and a result larger than its heap.
 */
@Command(
        name = "memory",
        mixinStandardHelpOptions = true,
        description =
                "Opens thousands of idle and of held sessions on one edge, over TLS, and says what"
                        + " each costs; then sends a result several times its heap through an edge"
                        + " of 256 MiB. Needs two file descriptors per session: raise ulimit -n for"
                        + " more than the default.")
public final class MemoryVerb implements Callable<Integer> {
    private static final String PRINCIPAL = "support-agent";
    private static final String READ = "SELECT 1";
    private static final String WRITE = "UPDATE pgbench_tellers SET tbalance = 0 WHERE tid = 1";

    private static final int WARM_UP = 2_000;
    private static final int CROWD = 100;

    @Mixin Notebook notebook = new Notebook();

    @Option(names = "--quick", description = "300 idle, 100 held, 64 MiB")
    boolean quick;

    @Option(names = "--idle", defaultValue = "5000", description = "(${DEFAULT-VALUE})")
    int idle = 5_000;

    @Option(names = "--held", defaultValue = "2000", description = "(${DEFAULT-VALUE})")
    int held = 2_000;

    @Option(
            names = "--mebibytes",
            defaultValue = "1024",
            description = "size of the large result (${DEFAULT-VALUE})")
    int mebibytes = 1_024;

    private final List<String> lines = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        if (quick) {
            idle = 300;
            held = 100;
            mebibytes = 64;
        }
        var pgbench = Programs.pgbench();
        try (var closing = new Closing()) {
            var work = WorkDirectory.create(closing);
            var target = BenchTarget.start(work, closing);
            target.fillPgbench(pgbench, 1);
            target.fillCards(mebibytes);
            sessions(work, target);
            result(work, target);
        }
        report();
        return 0;
    }

    private void sessions(Path work, BenchTarget target) {
        try (var closing = new Closing()) {
            int port = pretend(work, target, closing);
            var jvm = Jvm.measured("-XX:NativeMemoryTracking=summary");
            var edge = Installation.start(notebook.home(), work.resolve("sessions"), port, jvm);
            closing.then(edge::close);
            var environment = edge.connectByToken(PRINCIPAL);
            warm(environment);
            lines.add(
                    "| sessions on one edge | KiB of heap | KiB outside it | sum | growth of RSS |");
            lines.add("|---|---|---|---|---|");
            var before = settled(edge);
            try (var crowd = Crowd.idle(idle, environment, READ)) {
                notebook.say(crowd.size() + " sessions are idle, load average " + Machine.load());
                row("idle, each has run " + READ, idle, EdgeMemory.of(edge).minus(before));
                notebook.say(crowd.alive(READ) + " of them are still served");
            }
            var between = settled(edge);
            try (var crowd = Crowd.held(held, environment, WRITE)) {
                notebook.say(crowd.size() + " commands are held, load average " + Machine.load());
                row("held", held, EdgeMemory.of(edge).minus(between));
            }
        }
    }

    /** Just started, services answer a crowd too late, and commands are denied then. */
    private static void warm(Map<String, String> environment) {
        warm(WARM_UP + " statements of one session decided", () -> decided(environment));
        warm("a crowd served", () -> Crowd.idle(CROWD, environment, READ).close());
        warm("a crowd held", () -> Crowd.held(CROWD, environment, WRITE).close());
    }

    private static void warm(String goal, Runnable attempt) {
        Patience.await(
                Duration.ofMinutes(3),
                goal,
                () -> {
                    try {
                        attempt.run();
                        return true;
                    } catch (BenchFailure cold) {
                        return false;
                    }
                });
    }

    private static void decided(Map<String, String> environment) {
        try (var client = RawClient.open(environment)) {
            for (int n = 0; n < WARM_UP; n++) {
                client.query(READ);
            }
        }
    }

    private static int pretend(Path work, BenchTarget target, Closing closing) {
        int port = Ports.free();
        var process =
                Programs.startJava(
                        List.of("-Xmx512m", "-XX:+UseSerialGC"),
                        PretendedTarget.class.getName(),
                        List.of(Integer.toString(port), Integer.toString(target.port())),
                        work.resolve("pretended.log"));
        closing.then(() -> Programs.stop(process, 5));
        Patience.awaitPort(port, "the pretended target", process);
        return port;
    }

    /** Once the sessions of before are gone. */
    private static EdgeMemory settled(Installation edge) {
        Patience.awaitQuiet(edge.edgePort());
        return EdgeMemory.of(edge);
    }

    private void row(String what, int count, EdgeMemory more) {
        lines.add(
                "| %,d %s | %.1f | %.1f | %.1f | %.1f |"
                        .formatted(
                                count,
                                what,
                                (double) more.heap() / count,
                                (double) more.direct() / count,
                                (double) (more.heap() + more.direct()) / count,
                                (double) more.resident() / count));
        notebook.say(lines.getLast());
    }

    private void result(Path work, BenchTarget target) {
        var jvm = Jvm.measured("-Xmx256m -XX:NativeMemoryTracking=summary");
        var state = work.resolve("result");
        try (var edge = Installation.start(notebook.home(), state, target.port(), jvm)) {
            new LargeResult(edge, PRINCIPAL).measure(this::keep);
        }
    }

    private void keep(String line) {
        lines.add(line);
        notebook.say(line);
    }

    private void report() throws IOException {
        var text =
                "Measured on %s.%n%n%s%n".formatted(notebook.machine(), String.join("\n", lines));
        notebook.report(text);
    }
}
