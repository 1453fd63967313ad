package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.command.Command;
import dev.holdpoint.edge.postgres.EdgePorts;
import dev.holdpoint.edge.postgres.HomeContext;
import dev.holdpoint.edge.postgres.estimate.Asking.NotAsked;
import dev.holdpoint.edge.postgres.estimate.Question;
import dev.holdpoint.edge.postgres.inputs.SessionTrail;
import dev.holdpoint.edge.postgres.session.kept.Resolved;
import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.events.TargetPlan;
import dev.holdpoint.events.TargetPlan.Unplanned;
import io.vertx.core.Future;

/** Asks a session's target how it would run its commands; call it at home. */
record Plans(EdgePorts ports, HomeContext home, Admitted admitted, SessionTrail trail) {
    Future<TargetPlan> of(Command command, Resolved resolved) {
        return switch (trail.question(admitted, resolved.texts(), command.facts())) {
            case Question question -> home.bring(ports.estimates().plan(question));
            case NotAsked(var reason) -> Future.succeededFuture(new Unplanned(reason));
        };
    }
}
