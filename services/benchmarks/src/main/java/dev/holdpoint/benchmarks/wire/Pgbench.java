package dev.holdpoint.benchmarks.wire;

import dev.holdpoint.benchmarks.BenchFailure;
import dev.holdpoint.benchmarks.lab.Distribution;
import dev.holdpoint.benchmarks.lab.ProcessFacts;
import dev.holdpoint.benchmarks.lab.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Runs PostgreSQL's own load generator over a route. */
final class Pgbench {
    private static final Pattern TPS = Pattern.compile("tps = ([0-9.]+)");
    private final Path program;
    private final Path logs;

    /**
     * @param logs where latencies are written meanwhile: memory, best
     */
    Pgbench(Path program, Path logs) {
        this.program = program;
        this.logs = logs;
    }

    /** Latencies in microseconds; processor microseconds per transaction by process. */
    record Run(double tps, double p50, double p99, Map<String, Double> cpu) {}

    Run run(Route route, Load load, int seconds) {
        var line = new ArrayList<>(List.of(program.toString(), "-n"));
        line.addAll(load.arguments());
        line.addAll(
                List.of(
                        "-c",
                        Integer.toString(load.clients()),
                        "-j",
                        Integer.toString(Math.min(2, load.clients())),
                        "-T",
                        Integer.toString(seconds),
                        "-l",
                        "--log-prefix=" + logs.resolve("latency"),
                        "--sampling-rate=" + (load.clients() == 1 ? "1" : "0.25")));
        var before = cpu(route);
        var printed = Programs.output(route.environment(), line);
        var tps = TPS.matcher(printed);
        if (!tps.find()
                || printed.contains("failed") && !printed.contains("failed transactions: 0")) {
            throw new BenchFailure("pgbench over " + route.label() + ": " + printed.strip());
        }
        double rate = Double.parseDouble(tps.group(1));
        var latencies = latencies();
        return new Run(
                rate,
                latencies.at(0.5),
                latencies.at(0.99),
                perTransaction(before, cpu(route), rate * seconds));
    }

    private static Map<String, Duration> cpu(Route route) {
        var all = new TreeMap<String, Duration>();
        route.processes().forEach((name, pid) -> all.put(name, ProcessFacts.cpu(pid)));
        return all;
    }

    private static Map<String, Double> perTransaction(
            Map<String, Duration> before, Map<String, Duration> after, double transactions) {
        var all = new TreeMap<String, Double>();
        after.forEach(
                (name, used) ->
                        all.put(
                                name,
                                used.minus(before.getOrDefault(name, Duration.ZERO)).toNanos()
                                        / 1_000.0
                                        / transactions));
        return all;
    }

    /** Reads and removes what this run has logged: the third column is the latency. */
    private Distribution latencies() {
        try (var files = Files.list(logs)) {
            var all = new ArrayList<int[]>();
            for (var file : files.toList()) {
                try (var lines = Files.lines(file)) {
                    all.add(lines.mapToInt(line -> Integer.parseInt(line.split(" ")[2])).toArray());
                }
                Files.delete(file);
            }
            return Distribution.of(all.stream().flatMapToInt(Arrays::stream).asDoubleStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
