package dev.holdpoint.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.text.VisibleText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints what a command's client was shown, as psql would. */
final class ResultText {
    private final PrintWriter out;

    ResultText(PrintWriter out) {
        this.out = out;
    }

    void print(JsonNode result) {
        result.path("statements").forEach(this::statement);
        if (result.hasNonNull("next")) {
            out.println("(there is more; --rows shows it)");
        }
        if (result.hasNonNull("malformed")) {
            out.println("NOT READABLE from " + shown(result.path("malformed")));
        }
        var verdict = result.path("verification").asText("");
        var reason = result.hasNonNull("reason") ? ": " + shown(result.path("reason")) : "";
        out.println("recording " + loud(verdict) + reason);
    }

    private static String loud(String verdict) {
        return VisibleText.of("broken".equals(verdict) ? "BROKEN" : verdict);
    }

    private void statement(JsonNode statement) {
        statement.path("notices").forEach(this::report);
        if (statement.path("columns").size() > 0 || statement.path("rows").size() > 0) {
            rows(statement.path("columns"), statement.path("rows"));
        }
        statement.path("copied").forEach(data -> out.println(" " + shown(data)));
        statement
                .path("leftOut")
                .forEach(size -> out.printf("(%s bytes are too large to show)%n", shown(size)));
        if (statement.hasNonNull("tag")) {
            out.println(shown(statement.path("tag")));
        }
        if (statement.hasNonNull("error")) {
            report(statement.path("error"));
        }
        statement.path("parameters").forEach(this::parameter);
        statement.path("notifications").forEach(this::notification);
    }

    private void parameter(JsonNode parameter) {
        out.printf(
                "(%s is now \"%s\")%n",
                shown(parameter.path("name")), shown(parameter.path("value")));
    }

    private void notification(JsonNode notification) {
        out.printf(
                "notification on \"%s\": %s%n",
                shown(notification.path("channel")), shown(notification.path("payload")));
    }

    private void report(JsonNode report) {
        out.printf(
                "%s:  %s: %s%n",
                shown(report.path("severity")),
                shown(report.path("code")),
                shown(report.path("message")));
        for (var part : List.of("detail", "hint")) {
            if (report.hasNonNull(part)) {
                out.println(part.toUpperCase(Locale.ROOT) + ":  " + shown(report.path(part)));
            }
        }
    }

    private void rows(JsonNode columns, JsonNode rows) {
        var lines = new ArrayList<List<String>>();
        lines.add(cells(columns, true));
        rows.forEach(row -> lines.add(cells(row, false)));
        int width = lines.stream().mapToInt(List::size).max().orElse(0);
        var widths = new int[width];
        lines.forEach(line -> widen(widths, line));
        out.println(line(lines.getFirst(), widths));
        out.println(rule(widths));
        lines.stream().skip(1).forEach(line -> out.println(line(line, widths)));
        out.println(rows.size() == 1 ? "(1 row)" : "(%d rows)".formatted(rows.size()));
    }

    private static List<String> cells(JsonNode nodes, boolean names) {
        var cells = new ArrayList<String>();
        nodes.forEach(node -> cells.add(names ? shown(node.path("name")) : cell(node)));
        return cells;
    }

    private static String cell(JsonNode value) {
        return value.isNull() ? "NULL" : shown(value);
    }

    private static void widen(int[] widths, List<String> line) {
        for (int i = 0; i < line.size(); i++) {
            widths[i] = Math.max(widths[i], line.get(i).length());
        }
    }

    private static String line(List<String> cells, int[] widths) {
        var padded = new ArrayList<String>();
        for (int i = 0; i < widths.length; i++) {
            var cell = i < cells.size() ? cells.get(i) : "";
            padded.add(" " + cell + " ".repeat(widths[i] - cell.length()) + " ");
        }
        return String.join("|", padded).stripTrailing();
    }

    private static String rule(int[] widths) {
        var parts = new ArrayList<String>();
        for (int width : widths) {
            parts.add("-".repeat(width + 2));
        }
        return String.join("+", parts);
    }

    private static String shown(JsonNode value) {
        return VisibleText.of(value.asText(""));
    }
}
