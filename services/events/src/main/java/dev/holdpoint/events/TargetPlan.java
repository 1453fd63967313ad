package dev.holdpoint.events;

import java.util.List;

/** How a target would run a command, by its own account: advice, which nothing is bound to. */
public sealed interface TargetPlan {
    /**
     * What the target says.
     *
     * @param rows how many rows it expects to return or change
     * @param cost in a unit of the target's own, rounded up: good to compare plans of one target
     * @param steps what it would do, outermost first, inner ones indented; without the command's
     *     conditions and values
     * @param unlisted how many more steps there are
     */
    record Planned(long rows, long cost, List<String> steps, long unlisted) implements TargetPlan {
        public Planned {
            steps = List.copyOf(steps);
        }
    }

    /**
     * There is no plan.
     *
     * @param reason a clause that says why
     */
    record Unplanned(String reason) implements TargetPlan {}
}
