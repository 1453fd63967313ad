package dev.holdpoint.approval.slack;

import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.TargetPlan.Planned;
import dev.holdpoint.events.TargetPlan.Unplanned;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the target would run a command, in short; the whole plan is with the hold. */
final class PlanLines {
    private static final int MOST = 300;

    private PlanLines() {}

    static List<String> of(HoldPlaced placed) {
        return switch (placed.plan()) {
            case Planned planned ->
                    List.of("Rows expected: " + planned.rows(), "Plan: " + steps(planned));
            case Unplanned(var reason) -> List.of("Plan: none, " + VisibleText.line(reason, MOST));
            case null -> estimate(placed.facts().estimatedRows());
        };
    }

    private static List<String> estimate(@Nullable Long rows) {
        return rows == null ? List.of() : List.of("Rows expected: " + rows);
    }

    private static String steps(Planned planned) {
        var steps = planned.steps().stream().map(String::strip).collect(Collectors.joining(" ← "));
        return VisibleText.line(steps, MOST);
    }
}
