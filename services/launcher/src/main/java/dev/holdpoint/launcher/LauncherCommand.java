package dev.holdpoint.launcher;

import dev.holdpoint.embedded.EmbeddedFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The verbs that start and stop processes: up, down, status. */
@Command(
        name = "holdpoint",
        mixinStandardHelpOptions = true,
        description = "A gateway that holds, allows or denies every single command.",
        subcommands = {UpCommand.class, DownCommand.class, StatusCommand.class})
public final class LauncherCommand {
    private LauncherCommand() {}

    public static void main(String[] args) {
        Logging.quiet();
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new LauncherCommand())
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            command.getErr().println(explain(failure));
                            command.getErr().flush();
                            return 1;
                        });
    }

    private static String explain(Exception failure) {
        return switch (failure) {
            case LaunchFailure told -> "holdpoint: " + told.getMessage();
            case EmbeddedFailure told -> "holdpoint: " + told.getMessage();
            case Exception other -> "holdpoint: " + other;
        };
    }
}
