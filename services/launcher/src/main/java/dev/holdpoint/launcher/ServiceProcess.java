package dev.holdpoint.launcher;

import dev.holdpoint.embedded.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A started service process with its log. */
record ServiceProcess(ServiceApp app, Process process, Path log, long logStart) {
    private static final int LAST_LINES = 15;

    static ServiceProcess start(ServiceApp app, StateDir state, Path directory) {
        var log = state.log(app.name());
        var config = state.config(app.name());
        try {
            PrivateFiles.write(config, properties(app.config()));
            long logStart = Files.exists(log) ? Files.size(log) : 0;
            var process =
                    new ProcessBuilder(app.commandLine(config))
                            .directory(directory.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                            .start();
            return new ServiceProcess(app, process, log, logStart);
        } catch (IOException e) {
            throw new LaunchFailure("cannot start " + app.name() + ": " + e.getMessage(), e);
        }
    }

    /** Above a jar's own application.properties, below system properties and the environment. */
    private static String properties(Map<String, String> config) {
        return "config_ordinal=275\n"
                + new TreeMap<>(config)
                        .entrySet().stream()
                                .map(e -> e.getKey() + "=" + escaped(e.getValue()) + "\n")
                                .collect(Collectors.joining());
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("$", "\\\\$");
    }

    boolean alive() {
        return process.isAlive();
    }

    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    LaunchFailure died() {
        return new LaunchFailure(
                "%s stopped by itself (exit %d); the end of %s:%n%s"
                        .formatted(app.name(), process.exitValue(), log, lastLines()));
    }

    String lastLines() {
        try (var in = Files.newInputStream(log)) {
            in.skipNBytes(logStart);
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            return String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            return "(cannot read it: " + e.getMessage() + ")";
        }
    }
}
