package dev.holdpoint.benchmarks.lab;

import dev.holdpoint.benchmarks.BenchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** What a figure was measured on; a figure without it says nothing. */
public record Machine(String processor, int cores, long memoryGib, String system, String commit) {

    /** This one, with the commit of the repository at {@code home}. */
    public static Machine here(Path home) {
        return new Machine(
                field(Path.of("/proc/cpuinfo"), "model name"),
                Runtime.getRuntime().availableProcessors(),
                kibibytes(field(Path.of("/proc/meminfo"), "MemTotal")) >> 20,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                commit(home));
    }

    /** One line for the head of a table: machine, time, commit and who else was busy. */
    public String line() {
        return "%d cores of %s, %d GiB, %s, Java %s, %s, commit %s, load average %s"
                .formatted(
                        cores,
                        processor,
                        memoryGib,
                        system,
                        Runtime.version().feature(),
                        Instant.now().truncatedTo(ChronoUnit.MINUTES),
                        commit,
                        load());
    }

    /** The one, five and fifteen minute averages of runnable tasks. */
    public static String load() {
        return String.join(" ", List.of(read(Path.of("/proc/loadavg")).split(" ")).subList(0, 3));
    }

    private static String commit(Path home) {
        try {
            var git = List.of("git", "-C", home.toString(), "describe", "--always", "--dirty");
            return Programs.output(Map.of(), git).strip();
        } catch (BenchFailure noRepository) {
            return "unknown";
        }
    }

    private static String field(Path file, String name) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse("unknown");
    }

    private static long kibibytes(String text) {
        return Long.parseLong(text.replaceAll("[^0-9]", ""));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BenchFailure("cannot read " + file, e);
        }
    }
}
