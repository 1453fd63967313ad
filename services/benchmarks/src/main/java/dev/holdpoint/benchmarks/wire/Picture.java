package dev.holdpoint.benchmarks.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The throughput of every route as bars, with the range of the runs as a line: an SVG. */
final class Picture {
    private static final int WIDTH = 820;
    private static final int LEFT = 210;
    private static final int BAR = 16;
    private static final int ROW = 22;
    private final Samples samples;
    private final List<Route> routes;
    private final List<String> elements = new ArrayList<>();
    private int y = 24;

    private Picture(Samples samples, List<Route> routes) {
        this.samples = samples;
        this.routes = routes;
    }

    static String of(Samples samples, List<Route> routes, String machine) {
        var picture = new Picture(samples, routes);
        samples.loads().stream().filter(load -> load.startsWith("-S")).forEach(picture::panel);
        picture.text(10, picture.y, 10, "#555", machine);
        return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" font-family="sans-serif">
        <rect width="100%%" height="100%%" fill="white"/>
        %3$s
        </svg>
        """
                .formatted(WIDTH, picture.y + 14, String.join("\n", picture.elements));
    }

    private void panel(String load) {
        text(10, y, 14, "#111", "pgbench " + load + ", transactions per second");
        y += 10;
        double most =
                routes.stream()
                        .mapToDouble(route -> tps(load, route).most())
                        .filter(value -> !Double.isNaN(value))
                        .max()
                        .orElse(1);
        for (boolean encrypted : new boolean[] {true, false}) {
            Route.alike(routes, encrypted).forEach(route -> bar(route, tps(load, route), most));
            y += 6;
        }
        y += 22;
    }

    private Samples.Figure tps(String load, Route route) {
        return samples.of(load, route.label(), Pgbench.Run::tps);
    }

    private void bar(Route route, Samples.Figure figure, double most) {
        if (!figure.known()) {
            return;
        }
        double scale = (WIDTH - LEFT - 90) / most;
        var colour =
                route.name().startsWith(GatewayRoutes.NAME)
                        ? "#c2410c"
                        : route.name().equals(ByteCopyPeer.NAME) ? "#1d4ed8" : "#94a3b8";
        add(
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                LEFT, y, figure.median() * scale, BAR, colour);
        add(
                "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#111\"/>",
                LEFT + figure.least() * scale,
                LEFT + figure.most() * scale,
                y + BAR / 2,
                y + BAR / 2);
        text(10, y + 12, 12, "#111", route.label());
        int after = (int) (LEFT + figure.most() * scale) + 6;
        text(after, y + 12, 12, "#111", String.format(Locale.ROOT, "%,.0f", figure.median()));
        y += ROW;
    }

    private void text(int x, int at, int size, String colour, String words) {
        add(
                "<text x=\"%d\" y=\"%d\" font-size=\"%d\" fill=\"%s\">%s</text>",
                x, at, size, colour, words.replace("&", "&amp;").replace("<", "&lt;"));
    }

    private void add(String format, Object... values) {
        elements.add(String.format(Locale.ROOT, format, values));
    }
}
