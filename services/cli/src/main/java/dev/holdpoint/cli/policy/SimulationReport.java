package dev.holdpoint.cli.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdpoint.cli.text.Table;
import dev.holdpoint.cli.text.VisibleText;
import java.io.PrintWriter;
import java.util.List;

/** A simulation for people to read. */
final class SimulationReport {
    private static final List<String> ANSWERS = List.of("allow", "hold", "deny");
    private static final int ROWS = 20;

    private final PrintWriter out;

    SimulationReport(PrintWriter out) {
        this.out = out;
    }

    void print(JsonNode simulation) {
        head(simulation);
        matrix(simulation.path("matrix"));
        rows("RULE", simulation.path("rules"));
        rows("PRINCIPAL", simulation.path("principals"));
        rows("TARGET", simulation.path("targets"));
        holds(simulation.path("holds"));
        notEvaluable(simulation.path("notEvaluable"));
    }

    private void head(JsonNode simulation) {
        var selection = simulation.path("selection");
        boolean complete = simulation.path("complete").asBoolean();
        var upTo = complete ? selection.path("to") : simulation.path("upTo");
        if (!complete) {
            out.println(
                    VisibleText.of(
                            "PARTIAL: only up to %s, for want of time; the rest: --from %s --to %s"
                                    .formatted(
                                            upTo.asText(),
                                            upTo.asText(),
                                            selection.path("to").asText())));
        }
        out.println(
                VisibleText.of(
                        "%s to %s: %d commands, %d as before, %d otherwise, %d not evaluable"
                                .formatted(
                                        selection.path("from").asText(),
                                        upTo.asText(),
                                        simulation.path("commands").asLong(),
                                        simulation.path("unchanged").asLong(),
                                        simulation.path("changed").asLong(),
                                        unanswered(simulation))));
        note(
                "%d would be allowed as before, with other masks, recording or limits",
                simulation.path("masksChanged"));
        note("%d would be held as before, on other terms", simulation.path("termsChanged"));
    }

    private static long unanswered(JsonNode simulation) {
        long sum = 0;
        for (var gap : simulation.path("notEvaluable")) {
            sum += gap.path("commands").asLong();
        }
        return sum;
    }

    private void note(String text, JsonNode count) {
        if (count.asLong() > 0) {
            out.println(text.formatted(count.asLong()));
        }
    }

    private void matrix(JsonNode matrix) {
        out.println();
        var table = new Table("WAS", "WOULD BE allow", "hold", "deny");
        for (var was : ANSWERS) {
            var row = matrix.path(was);
            table.row(
                    was,
                    row.path("allow").asText("0"),
                    row.path("hold").asText("0"),
                    row.path("deny").asText("0"));
        }
        table.print(out);
    }

    private void rows(String heading, JsonNode rows) {
        if (rows.isEmpty()) {
            return;
        }
        out.println();
        var table = new Table(heading, "WAS", "WOULD BE", "COMMANDS", "FOR EXAMPLE");
        int left = ROWS;
        for (var row : rows) {
            if (left-- > 0) {
                row.path("transitions").forEach(change -> table.row(cells(row, change)));
            }
        }
        table.print(out);
        if (left < 0) {
            out.println("and %d more: --json has them".formatted(-left));
        }
    }

    private static String[] cells(JsonNode row, JsonNode change) {
        return new String[] {
            row.path("name").asText(),
            change.path("was").asText(),
            change.path("becomes").asText(),
            change.path("commands").asText(),
            change.path("examples").path(0).path("command").asText()
        };
    }

    private void holds(JsonNode holds) {
        if (holds.isEmpty()) {
            return;
        }
        out.println();
        var table = new Table("DAY", "GROUP", "HELD", "WOULD BE HELD");
        for (var load : holds) {
            table.row(
                    load.path("day").asText(),
                    load.path("group").asText(),
                    load.path("recorded").asText(),
                    load.path("expected").asText());
        }
        table.print(out);
    }

    private void notEvaluable(JsonNode gaps) {
        if (gaps.isEmpty()) {
            return;
        }
        out.println();
        var table = new Table("NOT EVALUABLE", "COMMANDS", "FOR EXAMPLE", "BECAUSE");
        for (var gap : gaps) {
            table.row(
                    gap.path("reason").asText(),
                    gap.path("commands").asText(),
                    gap.path("examples").path(0).asText(),
                    gap.path("explanation").asText());
        }
        table.print(out);
    }
}
