package dev.holdpoint.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdpoint.cli.call.Fields;
import dev.holdpoint.cli.call.VerbOptions;
import dev.holdpoint.cli.text.VisibleText;
import java.io.PrintWriter;

/** A hold as lines of name and value, its plan last and step by step. */
final class HoldText {
    private static final String PLAN = "plan";

    private HoldText() {}

    static void print(VerbOptions options, JsonNode hold) {
        var plan = hold.path(PLAN);
        if (options.json() || !plan.isObject()) {
            Fields.print(options, hold);
            return;
        }
        ObjectNode others = hold.deepCopy();
        others.remove(PLAN);
        Fields.print(options, others);
        plan(options.out(), plan);
    }

    private static void plan(PrintWriter out, JsonNode plan) {
        var reason = plan.path("reason").asText("");
        var summary =
                reason.isEmpty()
                        ? "%s rows expected, cost %s"
                                .formatted(
                                        plan.path("rows").asText("?"),
                                        plan.path("cost").asText("?"))
                        : "none: " + reason;
        out.printf("%-16s %s%n", PLAN, VisibleText.of(summary));
        Texts.of(plan.path("steps")).forEach(step -> out.println("  " + VisibleText.of(step)));
        long unlisted = plan.path("unlisted").asLong();
        if (unlisted > 0) {
            out.println("  … and %d more steps".formatted(unlisted));
        }
    }
}
