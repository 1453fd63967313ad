package dev.holdpoint.benchmarks.lab;

import dev.holdpoint.benchmarks.BenchFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of this machine: where they are, what they print, ones that keep running. */
public final class Programs {
    private Programs() {}

    /** The program's path, looked up on PATH and in the places Debian keeps it out of. */
    public static Optional<Path> find(String name) {
        var places =
                Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":")),
                        Stream.of("/usr/sbin", "/usr/local/sbin", newestPostgres()));
        return places.map(place -> Path.of(place, name)).filter(Files::isExecutable).findFirst();
    }

    /** What drives the load; a failure says how to get it. */
    public static Path pgbench() {
        return find("pgbench")
                .orElseThrow(
                        () ->
                                new BenchFailure(
                                        "needs pgbench: services/benchmarks/tools/install"
                                                + " fetches it"));
    }

    private static String newestPostgres() {
        try (var versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.sorted()
                    .reduce((_, later) -> later)
                    .map(version -> version.resolve("bin").toString())
                    .orElse("/usr/bin");
        } catch (IOException none) {
            return "/usr/bin";
        }
    }

    /** A JDK's or JRE's {@code java} of the given major version, besides the one running this. */
    public static Optional<Path> java(int version) {
        try (var homes = Files.list(Path.of("/usr/lib/jvm"))) {
            return homes.filter(home -> home.getFileName().toString().contains("-" + version))
                    .map(home -> home.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .findFirst();
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /** The {@code java} that runs this program. */
    public static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** What the program prints to either stream; it must end with 0. */
    public static String output(Map<String, String> environment, List<String> line) {
        try {
            var builder = new ProcessBuilder(line).redirectErrorStream(true);
            builder.environment().putAll(environment);
            var process = builder.start();
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new BenchFailure(line.getFirst() + " failed: " + text.strip());
            }
            return text;
        } catch (IOException e) {
            throw new BenchFailure("cannot run " + line.getFirst() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    /**
     * Starts a program that keeps running, its output in the given file, whose place it works in.
     */
    public static Process start(Map<String, String> environment, List<String> line, Path log) {
        try {
            var builder =
                    new ProcessBuilder(line)
                            .directory(log.resolveSibling(".").toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return builder.start();
        } catch (IOException e) {
            throw new BenchFailure("cannot start " + line.getFirst() + ": " + e.getMessage(), e);
        }
    }

    /** The end of what a program left behind. */
    static String tail(Path log) {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            return log + " cannot be read: " + e.getMessage();
        }
    }

    /** Starts a class of this module in a JVM of its own. */
    public static Process startJava(
            List<String> options, String main, List<String> arguments, Path log) {
        var line = new ArrayList<>(List.of(java().toString()));
        line.addAll(options);
        line.add("--sun-misc-unsafe-memory-access=allow");
        line.add("--enable-native-access=ALL-UNNAMED");
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        line.addAll(arguments);
        return start(Map.of(), line, log);
    }

    /** Ends a program: politely, then not. */
    public static void stop(Process process, int patienceSeconds) {
        process.destroy();
        try {
            if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
