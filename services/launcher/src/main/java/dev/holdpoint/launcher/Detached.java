package dev.holdpoint.launcher;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** A launcher in the background: started, followed until ready, then left alone. */
final class Detached {
    private Detached() {}

    static int start(ParseResult asked, StateDir state, Progress progress)
            throws IOException, InterruptedException {
        var log = state.detachedLog();
        long logStart = Files.exists(log) ? Files.size(log) : 0;
        var process =
                new ProcessBuilder(commandLine(asked))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .start();
        try (var lines = new RandomAccessFile(log.toFile(), "r")) {
            lines.seek(logStart);
            while (true) {
                boolean ready = RunState.read(state.runFile()).filter(RunState::ready).isPresent();
                boolean alive = process.isAlive();
                copy(lines, progress);
                if (!alive) {
                    return process.exitValue() == 0 ? 1 : process.exitValue();
                }
                if (ready) {
                    return 0;
                }
                Thread.sleep(Duration.ofMillis(100));
            }
        }
    }

    private static void copy(RandomAccessFile log, Progress progress) throws IOException {
        for (var line = log.readLine(); line != null; line = log.readLine()) {
            progress.say(
                    new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        }
    }

    /** The same launcher in a session of its own, so that this terminal may close. */
    private static List<String> commandLine(ParseResult asked) {
        var program =
                new ArrayList<>(
                        List.of("-Dholdpoint.home=" + System.getProperty("holdpoint.home", ".")));
        program.addAll(List.of("-cp", System.getProperty("java.class.path")));
        program.add(LauncherCommand.class.getName());
        asked.originalArgs().stream()
                .filter(
                        arg ->
                                !arg.equals("-d")
                                        && !arg.equals("--detach")
                                        && !arg.equals("--fresh"))
                .forEach(program::add);
        var line = new ArrayList<>(List.of("nohup"));
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            line.add("/usr/bin/setsid");
        }
        line.addAll(JavaFlags.line("-Xmx384m", List.of(), program));
        return line;
    }
}
