package dev.holdpoint.edge.command;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.edge.command.Clearance.Cleared;
import dev.holdpoint.edge.command.Clearance.Refused;
import dev.holdpoint.edge.decide.PolicyDecisionPoint;
import dev.holdpoint.edge.hold.Claim;
import dev.holdpoint.edge.hold.HeldClient;
import dev.holdpoint.edge.hold.HoldClaims;
import dev.holdpoint.edge.hold.HoldSteward;
import dev.holdpoint.edge.hold.Settlement;
import dev.holdpoint.edge.record.Recorder;
import dev.holdpoint.edge.record.RecordingFailed;
import dev.holdpoint.edge.relay.Refusal;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.IdSource;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionUse;
import io.vertx.core.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way of every command, whatever its protocol: decide, record, and only then clear; or hold,
 * claim, decide again. Read it and you know the product.
 */
public final class CommandPipeline {
    private static final System.Logger LOG = System.getLogger(CommandPipeline.class.getName());

    private final PolicyDecisionPoint policy;
    private final Recorder recorder;
    private final HoldSteward holds;
    private final HoldClaims claims;
    private final IdSource ids;

    public CommandPipeline(
            PolicyDecisionPoint policy,
            Recorder recorder,
            HoldSteward holds,
            HoldClaims claims,
            IdSource ids) {
        this.policy = policy;
        this.recorder = recorder;
        this.holds = holds;
        this.claims = claims;
        this.ids = ids;
    }

    /** Clears a command or says why not. Never fails: every failure is a refusal. */
    public Future<Clearance> clear(Command command, Objection objection, HeldClient client) {
        return Future.succeededFuture()
                .compose(_ -> policy.decide(command.session(), command.id(), command.facts()))
                .map(decision -> strictest(command, decision, objection))
                .compose(decision -> enforce(command, decision, objection, client))
                .otherwise(failure -> new Refused(lost(command, failure)));
    }

    /** Whatever failed, the stream may lack an event by now: the session cannot go on. */
    private static Refusal lost(Command command, Throwable failure) {
        var lost = "command lost: session=" + command.session().id() + " command=" + command.id();
        if (failure instanceof RecordingFailed) {
            LOG.log(WARNING, lost + " cause=" + failure);
            return Refusal.logLost(command.id());
        }
        LOG.log(ERROR, lost, failure);
        return Refusal.undecided(command.id());
    }

    private Future<Clearance> enforce(
            Command command, Decision decision, Objection objection, HeldClient client) {
        return switch (decision) {
            case Decision.Allow allow -> intend(command, allow, null);
            case Decision.Deny deny -> refuse(command, deny);
            case Decision.Hold hold -> hold(command, hold, objection, client);
        };
    }

    private Future<Clearance> intend(
            Command command, Decision.Allow allow, @Nullable HoldId approval) {
        return recorder.decided(decided(command, allow, null, approval))
                .map(_ -> new Cleared(allow));
    }

    private Future<Clearance> refuse(Command command, Decision.Deny deny) {
        return recorder.decided(decided(command, deny, null, null))
                .compose(_ -> refuse(command, Refusal.of(command.id(), deny)));
    }

    private Future<Clearance> refuse(Command command, Refusal refusal) {
        var event =
                new CommandRefused(
                        command.session().id(), command.id(), refusal.code(), refusal.reason());
        return recorder.commandRefused(event).map(_ -> new Refused(refusal));
    }

    private Future<Clearance> hold(
            Command command, Decision.Hold why, Objection objection, HeldClient client) {
        var hold = new HoldId(ids.next());
        var settlement = holds.enter(hold);
        return recorder.decided(decided(command, why, hold, null))
                .compose(_ -> holds.attend(hold, why, settlement, client))
                .onFailure(_ -> holds.leave(hold))
                .compose(settled -> settled(command, hold, settled, objection));
    }

    private Future<Clearance> settled(
            Command command, HoldId hold, Settlement settlement, Objection objection) {
        return switch (settlement) {
            case Settlement.Released() -> claim(command, hold, objection);
            case Settlement.Refused(var approver, var reason) ->
                    refuse(
                            command,
                            RefusalCode.HOLD_REFUSED,
                            "%s refused hold %s: %s".formatted(approver, hold, reason));
            case Settlement.Expired() ->
                    refuse(
                            command,
                            RefusalCode.HOLD_EXPIRED,
                            "hold %s expired before enough people decided".formatted(hold));
            case Settlement.Withdrawn(var reason) ->
                    refuse(command, RefusalCode.HOLD_WITHDRAWN, reason);
            case Settlement.Abandoned(var code, var reason) -> refuse(command, code, reason);
        };
    }

    private Future<Clearance> refuse(Command command, RefusalCode code, String reason) {
        return refuse(command, Refusal.of(command.id(), code, reason));
    }

    private Future<Clearance> claim(Command command, HoldId hold, Objection objection) {
        return claims.claim(hold, command.session().id(), command.id(), command.digest())
                .compose(
                        claim ->
                                switch (claim) {
                                    case Claim.NotClaimed(var reason) ->
                                            refuse(command, RefusalCode.CLAIM_REFUSED, reason);
                                    case Claim.Claimed claimed ->
                                            decideAgain(command, hold, claimed, objection);
                                });
    }

    private Future<Clearance> decideAgain(
            Command command, HoldId hold, Claim.Claimed claimed, Objection objection) {
        return policy.decideApproved(
                        command.session(), command.id(), command.facts(), hold, claimed.terms())
                .map(decision -> strictest(command, decision, objection))
                .compose(
                        decision ->
                                switch (decision) {
                                    case Decision.Allow allow -> intend(command, allow, hold);
                                    case Decision.Deny deny -> refuse(command, deny);
                                    case Decision.Hold again ->
                                            refuse(
                                                    command,
                                                    deny(again, "policy changed meanwhile"));
                                });
    }

    /** Turns an answer this command cannot live with into a deny. */
    private static Decision strictest(Command command, Decision decision, Objection objection) {
        var unfit = command.unfit();
        return switch (decision) {
            case Decision.Deny deny -> deny;
            case Decision.Allow(var revision, var rules, _, _) when unfit != null ->
                    new Decision.Deny(revision, rules, unfit.reason(), unfit.code());
            case Decision.Hold(var revision, var rules, _, _) when unfit != null ->
                    new Decision.Deny(revision, rules, unfit.reason(), unfit.code());
            case Decision.Allow allow ->
                    objection.to(allow).<Decision>map(reason -> deny(allow, reason)).orElse(allow);
            case Decision.Hold hold
                    when command.inTransaction()
                            && hold.terms().inTransaction() instanceof InTransaction.Deny ->
                    deny(
                            hold,
                            hold.reason()
                                    + " It cannot wait for approval inside an open transaction,"
                                    + " which would keep its locks: run it on its own");
            case Decision.Hold hold -> hold;
        };
    }

    private static Decision.Deny deny(Decision decision, String reason) {
        return new Decision.Deny(
                decision.revision(), decision.rules(), reason, RefusalCode.POLICY_DENIED);
    }

    private static CommandDecided decided(
            Command command, Decision decision, @Nullable HoldId hold, @Nullable HoldId approval) {
        var session = command.session();
        return new CommandDecided(
                session.id(),
                command.id(),
                session.principal(),
                session.target(),
                command.digest(),
                command.text(),
                command.parameters(),
                command.facts(),
                SessionUse.NONE,
                null,
                Map.of(),
                decision,
                hold,
                approval);
    }
}
