package dev.holdpoint.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A program under test: its lines of output as they come, its input, its end. */
final class RunningProgram implements AutoCloseable {
    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Writer input;
    private final Thread reader;

    private RunningProgram(Process process) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        this.reader = Thread.ofVirtual().start(() -> read(process.inputReader()));
    }

    /** Starts {@code builder}, with its error output among its output. */
    static RunningProgram start(ProcessBuilder builder) {
        try {
            return new RunningProgram(builder.redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(BufferedReader output) {
        output.lines().forEach(lines::add);
    }

    void type(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first match of {@code regex} in a line of output, once there is one. */
    MatchResult awaitLine(String regex) {
        return awaitLine(regex, Duration.ofSeconds(30));
    }

    MatchResult awaitLine(String regex, Duration atMost) {
        var pattern = Pattern.compile(regex);
        return await("output line " + regex)
                .conditionEvaluationListener(null)
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> find(pattern), found -> !found.isEmpty())
                .getFirst();
    }

    private List<MatchResult> find(Pattern pattern) {
        return lines.stream().flatMap(line -> pattern.matcher(line).results()).limit(1).toList();
    }

    /** Waits for the program to end by itself and gives all its output. */
    Finished awaitEnd(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running after " + atMost + ": " + output());
            }
            reader.join(atMost);
            return new Finished(process.exitValue(), output());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String output() {
        return String.join("\n", lines);
    }

    Process process() {
        return process;
    }

    /** Sends SIGINT, what Ctrl-C does. */
    void interrupt() {
        signal("INT");
    }

    void signal(String name) {
        start(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())))
                .awaitEnd(Duration.ofSeconds(5));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    /** How a program ended. */
    record Finished(int exitCode, String output) {}
}
