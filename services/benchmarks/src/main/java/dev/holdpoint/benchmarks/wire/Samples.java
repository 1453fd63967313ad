package dev.holdpoint.benchmarks.wire;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** What was measured so far: several runs for each load and route. */
final class Samples {
    private final Map<String, Map<String, List<Pgbench.Run>>> runs = new LinkedHashMap<>();
    private final Map<String, Map<String, List<Double>>> streams = new LinkedHashMap<>();

    void add(Load load, Route route, Pgbench.Run run) {
        runs.computeIfAbsent(load.label(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(route.label(), _ -> new ArrayList<>())
                .add(run);
    }

    /** Bytes per second of one large result. */
    void add(String stream, Route route, double bytesPerSecond) {
        streams.computeIfAbsent(stream, _ -> new LinkedHashMap<>())
                .computeIfAbsent(route.label(), _ -> new ArrayList<>())
                .add(bytesPerSecond);
    }

    List<String> loads() {
        return List.copyOf(runs.keySet());
    }

    List<String> streams() {
        return List.copyOf(streams.keySet());
    }

    Figure of(String load, String route, ToDoubleFunction<Pgbench.Run> value) {
        return Figure.of(
                runs.getOrDefault(load, Map.of()).getOrDefault(route, List.of()).stream()
                        .map(value::applyAsDouble)
                        .toList());
    }

    Figure stream(String stream, String route) {
        return Figure.of(streams.getOrDefault(stream, Map.of()).getOrDefault(route, List.of()));
    }

    /** Median processor time per transaction by process, in microseconds. */
    Map<String, Double> cpu(String load, String route) {
        var all = new TreeMap<String, List<Double>>();
        runs.getOrDefault(load, Map.of())
                .getOrDefault(route, List.of())
                .forEach(
                        run ->
                                run.cpu()
                                        .forEach(
                                                (name, used) ->
                                                        all.computeIfAbsent(
                                                                        name,
                                                                        _ -> new ArrayList<>())
                                                                .add(used)));
        var medians = new TreeMap<String, Double>();
        all.forEach((name, used) -> medians.put(name, Figure.of(used).median()));
        return medians;
    }

    /** The median of some samples, and how far they lie apart. */
    record Figure(double median, double least, double most, int count) {
        static Figure of(List<Double> samples) {
            if (samples.isEmpty()) {
                return new Figure(Double.NaN, Double.NaN, Double.NaN, 0);
            }
            var sorted = new ArrayList<>(samples);
            Collections.sort(sorted);
            int middle = sorted.size() / 2;
            double median =
                    sorted.size() % 2 == 1
                            ? sorted.get(middle)
                            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
            return new Figure(median, sorted.getFirst(), sorted.getLast(), sorted.size());
        }

        boolean known() {
            return count > 0;
        }

        /** Half the distance between the extremes as a share of the median. */
        double spread() {
            return (most - least) / 2 / median;
        }
    }
}
