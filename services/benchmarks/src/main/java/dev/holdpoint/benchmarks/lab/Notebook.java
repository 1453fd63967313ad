package dev.holdpoint.benchmarks.lab;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every verb has: where Holdpoint is, where to say how far it is and leave its report. */
public final class Notebook {
    @Spec(Spec.Target.MIXEE)
    CommandSpec verb = CommandSpec.create();

    @Option(names = "--home", hidden = true, defaultValue = "${sys:holdpoint.home:-.}")
    Path home = Path.of(".");

    @Option(names = "--out", paramLabel = "DIR", description = "writes the report there as well")
    Path out = Path.of("");

    /** Where Holdpoint was built. */
    public Path home() {
        return home.toAbsolutePath().normalize();
    }

    /** What is measured on, in one line. */
    public String machine() {
        return Machine.here(home()).line();
    }

    /** Prints a line at once. */
    public void say(String line) {
        output().println(line);
        output().flush();
    }

    /** Prints the report, and keeps it by the verb's name. */
    public void report(String text) throws IOException {
        say("\n" + text);
        keep(verb.name() + ".md", text);
    }

    /** Writes a file of that name, if there is a directory to write to. */
    public void keep(String name, String text) throws IOException {
        if (!out.toString().isEmpty()) {
            Files.createDirectories(out);
            Files.writeString(out.resolve(name), text);
        }
    }

    private PrintWriter output() {
        return verb.commandLine().getOut();
    }
}
