package dev.holdpoint.edge.command;

import dev.holdpoint.edge.command.Clearance.Cleared;
import dev.holdpoint.edge.command.Clearance.Refused;
import dev.holdpoint.edge.decide.DecisionRequest.Approved;
import dev.holdpoint.edge.record.Recorder;
import dev.holdpoint.edge.relay.Refusal;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.TargetPlan;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Puts what was decided on record, and only then says it. */
final class Filing {
    private final Recorder recorder;

    Filing(Recorder recorder) {
        this.recorder = recorder;
    }

    /** The intent to forward what was allowed at once, or approved. */
    Future<Clearance> intend(Command command, Decision.Allow allow, @Nullable Approved approved) {
        var approval = approved == null ? null : approved.hold();
        return recorder.decided(decided(command, allow, null, approval, null))
                .map(_ -> new Cleared(allow, approved));
    }

    Future<Void> held(Command command, Decision.Hold why, HoldId hold) {
        return recorder.decided(decided(command, why, hold, null, command.plan()));
    }

    Future<Clearance> refuse(Command command, Decision.Deny deny) {
        return recorder.decided(decided(command, deny, null, null, null))
                .compose(_ -> refuse(command, Refusal.of(command.id(), deny)));
    }

    Future<Clearance> refuse(Command command, Refusal refusal) {
        var event =
                new CommandRefused(
                        command.session().id(), command.id(), refusal.code(), refusal.reason());
        return recorder.commandRefused(event).map(_ -> new Refused(refusal));
    }

    private static CommandDecided decided(
            Command command,
            Decision decision,
            @Nullable HoldId hold,
            @Nullable HoldId approval,
            @Nullable TargetPlan plan) {
        var session = command.session();
        var circumstances = command.circumstances();
        return new CommandDecided(
                session.id(),
                command.id(),
                session.principal(),
                session.target(),
                command.digest(),
                command.text(),
                command.parameters(),
                command.facts(),
                circumstances.use(),
                circumstances.justification(),
                circumstances.tags(),
                decision,
                hold,
                approval,
                command.shadow(),
                command.statements(),
                plan);
    }
}
