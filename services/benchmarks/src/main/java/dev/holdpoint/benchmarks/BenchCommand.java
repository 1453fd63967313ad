package dev.holdpoint.benchmarks;

import dev.holdpoint.benchmarks.memory.MemoryVerb;
import dev.holdpoint.benchmarks.parts.PartsVerb;
import dev.holdpoint.benchmarks.policy.DecideVerb;
import dev.holdpoint.benchmarks.policy.PublishVerb;
import dev.holdpoint.benchmarks.policy.SimulateVerb;
import dev.holdpoint.benchmarks.release.ReleaseVerb;
import dev.holdpoint.benchmarks.wire.WireVerb;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The verb {@code bench}: what the PostgreSQL edge and policy cost on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Measures the PostgreSQL edge and policy on this machine.",
        subcommands = {
            WireVerb.class,
            MemoryVerb.class,
            ReleaseVerb.class,
            DecideVerb.class,
            SimulateVerb.class,
            PublishVerb.class,
            PartsVerb.class
        })
public final class BenchCommand {
    private static final Logger ROOT = Logger.getLogger("");

    private BenchCommand() {}

    public static void main(String[] args) {
        ROOT.setLevel(Level.SEVERE);
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchCommand())
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            command.getErr().println("holdpoint: " + explain(failure));
                            command.getErr().flush();
                            return 1;
                        });
    }

    private static String explain(Exception failure) {
        return failure instanceof BenchFailure told
                ? String.valueOf(told.getMessage())
                : failure.toString();
    }
}
