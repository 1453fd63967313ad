package dev.holdpoint.edge.postgres.drivers;

import dev.holdpoint.edge.postgres.harness.Edge;
import dev.holdpoint.edge.postgres.harness.OpenDoor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that finds its server by libpq's environment variables, its output kept in a file. */
final class Program implements AutoCloseable {
    private static final long MAX_SECONDS = 60;

    private final Process process;
    private final Path said;

    private Program(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /** Starts it for this target of the edge. */
    static Program start(Edge edge, String target, String... command) throws IOException {
        return start(edge, "PGDATABASE", target, command);
    }

    /** The same with a target that is named in libpq's options. */
    static Program replicating(Edge edge, String target, String... command) throws IOException {
        return start(edge, "PGOPTIONS", "-c holdpoint.target=" + target, command);
    }

    private static Program start(Edge edge, String variable, String value, String... command)
            throws IOException {
        return start(
                Map.of(
                        "PGHOST",
                        "localhost",
                        "PGPORT",
                        Integer.toString(edge.port()),
                        "PGUSER",
                        "oidc",
                        "PGPASSWORD",
                        OpenDoor.TOKEN,
                        "PGSSLMODE",
                        "require",
                        "LC_ALL",
                        "C",
                        variable,
                        value),
                List.of(command));
    }

    static Program start(Map<String, String> environment, List<String> command) throws IOException {
        var said = Files.createTempFile("program", ".out");
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        return new Program(builder.start(), said);
    }

    /** What it said until it ended, with its exit status in front. */
    static String run(Edge edge, String target, String... command) throws Exception {
        try (var program = start(edge, target, command)) {
            return program.end();
        }
    }

    static String run(Map<String, String> environment, List<String> command) throws Exception {
        try (var program = start(environment, command)) {
            return program.end();
        }
    }

    String end() throws InterruptedException, IOException {
        if (!process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("still running: " + said());
        }
        return process.exitValue() + "\n" + said();
    }

    String said() throws IOException {
        return Files.readString(said, StandardCharsets.UTF_8);
    }

    void type(String line) throws IOException {
        var input = process.outputWriter(StandardCharsets.UTF_8);
        input.write(line + "\n");
        input.flush();
    }

    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.delete(said);
    }
}
