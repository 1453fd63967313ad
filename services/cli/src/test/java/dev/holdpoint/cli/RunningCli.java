package dev.holdpoint.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of the command line with what it printed. */
record RunningCli(int exit, String out, String err) {
    static RunningCli run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit =
                HoldpointCommand.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(args);
        return new RunningCli(exit, out.toString(), err.toString());
    }
}
