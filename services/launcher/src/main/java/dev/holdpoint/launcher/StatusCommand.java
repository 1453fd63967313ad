package dev.holdpoint.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdpoint status}: exit code 0 when everything is ready, 1 when not. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Says what runs here and whether it is ready.")
final class StatusCommand implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin HomeOptions options = new HomeOptions();

    @Option(names = "--json", description = "print run.json")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        var out = spec.commandLine().getOut();
        var state = options.state();
        var running = RunState.read(state.runFile()).filter(r -> r.launcher().handle().isPresent());
        if (running.isEmpty()) {
            out.println(json ? "{}" : "Holdpoint does not run on " + state.root());
            return 1;
        }
        if (json) {
            out.println(running.get().json().strip());
            return running.get().ready() ? 0 : 1;
        }
        return print(running.get());
    }

    private int print(RunState run) throws InterruptedException {
        var out = spec.commandLine().getOut();
        out.printf(
                "launcher            pid %-8d %s%n",
                run.launcher().number(), run.ready() ? "ready" : "starting");
        var readiness = new Readiness();
        boolean allReady = run.ready();
        for (var service : run.services()) {
            var missing = readiness.ask("http://localhost:" + service.port() + "/q/health/ready");
            out.printf(
                    "%-19s pid %-8d http://localhost:%d %s%n",
                    service.name(),
                    service.pid().number(),
                    service.port(),
                    missing.isEmpty() ? "ready" : "not ready: " + missing);
            allReady &= missing.isEmpty();
        }
        out.printf(
                "PostgreSQL edge     %s%nKafka               %s%nOIDC issuer         %s%n",
                run.edge(), run.kafka(), run.issuer());
        return allReady ? 0 : 1;
    }
}
