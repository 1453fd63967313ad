package dev.holdpoint.cli;

import dev.holdpoint.cli.call.CliFailure;
import dev.holdpoint.cli.ledger.LedgerVerb;
import dev.holdpoint.cli.policy.PolicyVerb;
import dev.holdpoint.cli.session.SessionsVerb;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The verbs that talk to a running Holdpoint or check what it left behind. */
@Command(
        name = "holdpoint",
        mixinStandardHelpOptions = true,
        description = "A gateway that allows, denies or holds every single command.",
        subcommands = {
            TokenVerb.class,
            ConnectVerb.class,
            AccessVerb.class,
            ApprovalsVerb.class,
            SessionsVerb.class,
            LedgerVerb.class,
            PolicyVerb.class,
            GrantsVerb.class,
            TargetsVerb.class
        },
        footerHeading = "%nRunning it on this machine:%n",
        footer = {
            "  up [-d] [--fresh] [--separate]   starts everything; Ctrl-C or down stops it",
            "  down, status                     stops it; says what runs",
            "  build, test                      builds it; runs every check",
            "  fuzz, compat                     runs the long checks of the PostgreSQL edge",
            "  bench wire|memory|release|parts  measures the PostgreSQL edge",
            "%nExit codes: 0 done, 1 refused or failed, 2 wrong usage."
        })
public final class HoldpointCommand {
    private HoldpointCommand() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new HoldpointCommand())
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> {
                            command.getErr().println("holdpoint: " + explain(failure));
                            command.getErr().flush();
                            return 1;
                        });
    }

    private static String explain(Exception failure) {
        return failure instanceof CliFailure told
                ? String.valueOf(told.getMessage())
                : failure.toString();
    }
}
