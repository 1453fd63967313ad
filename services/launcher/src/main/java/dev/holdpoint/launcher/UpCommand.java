package dev.holdpoint.launcher;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code holdpoint up}. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts Kafka, PostgreSQL, the issuer, the demo target and the services.")
final class UpCommand implements Callable<Integer> {
    @Spec CommandSpec spec = CommandSpec.create();
    @Mixin HomeOptions options = new HomeOptions();
    @Mixin PortPlan ports = new PortPlan();

    @Option(
            names = {"-d", "--detach"},
            description = "return once everything is ready")
    boolean detach;

    @Option(names = "--fresh", description = "empty the state directory first")
    boolean fresh;

    @Option(names = "--separate", description = "run the five services as five processes")
    boolean separate;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var progress = new Progress(spec.commandLine().getOut());
        var state = options.state();
        var shape = separate ? Shape.SEPARATE : Shape.STANDALONE;
        try (var lock = state.tryLock()) {
            if (lock == null) {
                throw new LaunchFailure(
                        "Holdpoint already runs on "
                                + state.root()
                                + ": ./holdpoint down stops it");
            }
            Leftovers.clear(state, progress);
            ports.check(shape);
            if (fresh) {
                state.empty();
            }
            state.create();
            if (!detach) {
                Logging.toFile(state);
                progress.say("Starting Holdpoint (" + shape.words() + ")");
                new Supervisor(options.home.toAbsolutePath(), state, ports, shape, progress).run();
                return 0;
            }
        }
        return Detached.start(spec.commandLine().getParseResult(), state, progress);
    }
}
