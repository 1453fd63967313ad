package dev.holdpoint.edge.command;

import dev.holdpoint.events.TargetPlan;
import dev.holdpoint.events.TargetPlan.Unplanned;
import io.vertx.core.Future;

/** Asks a target how it would run a command, which is not run by that. */
@FunctionalInterface
public interface Planner {
    /** Of a protocol without plans. */
    Planner NONE = () -> Future.succeededFuture(new Unplanned("its protocol has no plans"));

    /** Soon; called only when policy wants an estimate, or people are about to be asked. */
    Future<TargetPlan> plan();
}
