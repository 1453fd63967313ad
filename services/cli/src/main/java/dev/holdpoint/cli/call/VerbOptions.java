package dev.holdpoint.cli.call;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options every verb has. */
public final class VerbOptions {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "print JSON instead of text")
    boolean json;

    @Option(names = "--home", hidden = true, defaultValue = "${sys:holdpoint.home:-.}")
    Path home = Path.of(".");

    @Option(names = "--state-dir", hidden = true, defaultValue = "${env:HOLDPOINT_STATE_DIR:-}")
    String stateDir = "";

    /** The installation meant. */
    public Installation installation() {
        var directory = stateDir.isBlank() ? home.resolve(".holdpoint") : Path.of(stateDir);
        return Installation.in(directory.toAbsolutePath().normalize());
    }

    /** Whether answers are printed as JSON. */
    public boolean json() {
        return json;
    }

    /** Where answers go. */
    public PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Where complaints go. */
    public PrintWriter err() {
        return spec.commandLine().getErr();
    }

    /** Prints an answer as JSON. */
    public void print(JsonNode node) {
        try {
            out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node));
        } catch (JacksonException e) {
            throw new CliFailure("cannot print the answer: " + e.getMessage(), e);
        }
    }
}
