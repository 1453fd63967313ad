package dev.holdpoint.edge.postgres.estimate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdpoint.events.TargetPlan.Planned;
import dev.holdpoint.sql.text.RecordableText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells a plan that EXPLAIN (FORMAT JSON) prints to people: what is done to which objects, with the
 * target's figures. Its conditions stay away: literals are in them which the statement's own text
 * may hide.
 */
final class PlanSteps {
    static final int MOST_BYTES = 8 * 1024;
    private static final int DEEPEST = 30;

    private final List<String> listed = new ArrayList<>();
    private int bytes;
    private long unlisted;

    private PlanSteps() {}

    static Planned of(String json) {
        var plan = new JsonArray(json).getJsonObject(0).getJsonObject("Plan");
        var steps = new PlanSteps();
        steps.add(plan, 0);
        return new Planned(PlanRows.of(plan), cost(plan), steps.listed, steps.unlisted);
    }

    private void add(JsonObject node, int depth) {
        var step = "  ".repeat(Math.min(depth, DEEPEST)) + step(node);
        int size = step.getBytes(UTF_8).length + 1;
        if (unlisted == 0 && bytes + size <= MOST_BYTES) {
            listed.add(step);
            bytes += size;
        } else {
            unlisted++;
        }
        PlanRows.inputs(node).forEach(input -> add(input, depth + 1));
    }

    private static String step(JsonObject node) {
        return doing(node)
                + named(" on ", node, "Relation Name")
                + named(" of ", node, "Function Name")
                + named(" by ", node, "Index Name")
                + (node.containsKey("Filter") ? ", filtered" : "")
                + figures(node);
    }

    private static String doing(JsonObject node) {
        return node.getString(PlanRows.isWrite(node) ? "Operation" : "Node Type", "?");
    }

    private static String named(String how, JsonObject node, String key) {
        var name = node.getString(key);
        return name == null ? "" : how + RecordableText.value(name);
    }

    /** What a write returns is not what it changes: the step below says that. */
    private static String figures(JsonObject node) {
        return PlanRows.isWrite(node)
                ? " (cost=%d)".formatted(cost(node))
                : " (rows=%d cost=%d)".formatted(PlanRows.rows(node), cost(node));
    }

    private static long cost(JsonObject node) {
        return PlanRows.whole(node.getNumber("Total Cost", PlanRows.MAX));
    }
}
