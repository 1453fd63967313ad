package dev.holdpoint.benchmarks.wire;

import dev.holdpoint.benchmarks.wire.Samples.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The samples as Markdown tables: medians, ratios and spread. */
final class WireReport {
    private static final String DIRECT = "direct";
    private final Samples samples;
    private final List<Route> routes;

    WireReport(Samples samples, List<Route> routes) {
        this.samples = samples;
        this.routes = routes;
    }

    String markdown(String machine, List<String> skipped) {
        var text = new StringBuilder("Measured on " + machine + ".\n");
        skipped.forEach(line -> text.append("Skipped: ").append(line).append(".\n"));
        text.append("\n").append(throughput());
        text.append("\n").append(latency());
        text.append("\n").append(streams());
        return text.append("\n").append(processors()).toString();
    }

    private String throughput() {
        var loads = samples.loads().stream().filter(load -> load.startsWith("-S")).toList();
        return table(
                "Transactions per second; in brackets the share of direct and of the byte copy, of"
                        + " the same encryption, and the spread (half the range)",
                loads,
                (load, route) -> {
                    var figure = samples.of(load, route.label(), Pgbench.Run::tps);
                    return "%,.0f (%s / %s, ±%.0f %%)"
                            .formatted(
                                    figure.median(),
                                    ratio(figure, tps(load, DIRECT, route)),
                                    ratio(figure, tps(load, ByteCopyPeer.NAME, route)),
                                    figure.spread() * 100);
                });
    }

    private Figure tps(String load, String name, Route route) {
        return samples.of(load, label(name, route), Pgbench.Run::tps);
    }

    /** The label of another route of the same encryption. */
    private static String label(String name, Route route) {
        return name + (route.encrypted() ? " (TLS)" : "");
    }

    private String latency() {
        return table(
                "Latency in milliseconds, p50 / p99; in brackets what is added to direct of the"
                        + " same encryption",
                samples.loads(),
                (load, route) -> {
                    var p50 = samples.of(load, route.label(), Pgbench.Run::p50).median();
                    var p99 = samples.of(load, route.label(), Pgbench.Run::p99).median();
                    var direct = label(DIRECT, route);
                    return "%.2f / %.2f (%+.2f / %+.2f)"
                            .formatted(
                                    p50 / 1000,
                                    p99 / 1000,
                                    (p50 - samples.of(load, direct, Pgbench.Run::p50).median())
                                            / 1000,
                                    (p99 - samples.of(load, direct, Pgbench.Run::p99).median())
                                            / 1000);
                });
    }

    private String streams() {
        return table(
                "A large result, MB/s; in brackets the share of the byte copy of the same"
                        + " encryption, and the spread",
                samples.streams(),
                (stream, route) -> {
                    var figure = samples.stream(stream, route.label());
                    var copy = samples.stream(stream, label(ByteCopyPeer.NAME, route));
                    return "%.0f (%s, ±%.0f %%)"
                            .formatted(
                                    figure.median() / 1e6,
                                    ratio(figure, copy),
                                    figure.spread() * 100);
                });
    }

    private String processors() {
        return table(
                "Processor microseconds per transaction of what stands between client and target",
                samples.loads(),
                (load, route) ->
                        samples.cpu(load, route.label()).entrySet().stream()
                                .map(used -> "%s %.0f".formatted(used.getKey(), used.getValue()))
                                .collect(Collectors.joining(", ")));
    }

    private interface Cell {
        String of(String row, Route route);
    }

    /** One column per load would be too wide: one row per route, one column per load. */
    private String table(String title, List<String> columns, Cell cell) {
        var lines = new ArrayList<String>();
        lines.add("**" + title + "**\n");
        lines.add("| route | " + String.join(" | ", columns) + " |");
        lines.add("|---|" + "---|".repeat(columns.size()));
        for (boolean encrypted : new boolean[] {true, false}) {
            for (var route : Route.alike(routes, encrypted)) {
                lines.add(
                        "| %s | %s |"
                                .formatted(
                                        route.label(),
                                        columns.stream()
                                                .map(column -> orDash(cell.of(column, route)))
                                                .collect(Collectors.joining(" | "))));
            }
        }
        return columns.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    private static String orDash(String cell) {
        return cell.startsWith("NaN") ? "-" : cell;
    }

    private static String ratio(Figure figure, Figure base) {
        return figure.known() && base.known()
                ? String.format(Locale.ROOT, "%.2f", figure.median() / base.median())
                : "-";
    }
}
