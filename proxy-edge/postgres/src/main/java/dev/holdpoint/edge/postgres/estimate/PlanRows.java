package dev.holdpoint.edge.postgres.estimate;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a plan as EXPLAIN (FORMAT JSON) prints it. */
final class PlanRows {
    /** The largest integer canonical JSON takes. */
    static final long MAX = (1L << 53) - 1;

    private static final Set<String> INPUTS = Set.of("Outer", "Member");

    private PlanRows() {}

    /**
     * The rows returned or, if more, changed anywhere in the plan: what a ModifyTable node returns
     * is nothing, what it changes is what it is fed.
     */
    static long of(JsonObject plan) {
        return Math.max(rows(plan), changed(plan));
    }

    private static long changed(JsonObject node) {
        long own =
                isWrite(node)
                        ? inputs(node).filter(PlanRows::feeds).mapToLong(PlanRows::rows).sum()
                        : 0;
        return Math.min(MAX, own + inputs(node).mapToLong(PlanRows::changed).sum());
    }

    static boolean isWrite(JsonObject node) {
        return node.getString("Node Type", "").equals("ModifyTable");
    }

    private static boolean feeds(JsonObject node) {
        return INPUTS.contains(node.getString("Parent Relationship", ""));
    }

    static Stream<JsonObject> inputs(JsonObject node) {
        return node.getJsonArray("Plans", new JsonArray()).stream().map(JsonObject.class::cast);
    }

    static long rows(JsonObject node) {
        return whole(node.getNumber("Plan Rows", MAX));
    }

    /** Rounded up, and no more than events can tell. */
    static long whole(Number figure) {
        return (long) Math.min(MAX, Math.max(0, Math.ceil(figure.doubleValue())));
    }
}
