package dev.holdpoint.edge.command;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.edge.command.Clearance.Cleared;
import dev.holdpoint.edge.command.Clearance.Refused;
import dev.holdpoint.edge.command.Continuation.GoesOn;
import dev.holdpoint.edge.command.Continuation.Stopped;
import dev.holdpoint.edge.decide.DecisionRequest.Approved;
import dev.holdpoint.edge.decide.PolicyDecisionPoint;
import dev.holdpoint.edge.hold.Claim;
import dev.holdpoint.edge.hold.HoldClaims;
import dev.holdpoint.edge.hold.HoldSteward;
import dev.holdpoint.edge.hold.Settlement;
import dev.holdpoint.edge.hold.Ticket;
import dev.holdpoint.edge.hold.TicketClaim;
import dev.holdpoint.edge.record.Recorder;
import dev.holdpoint.edge.record.RecordingFailed;
import dev.holdpoint.edge.relay.Refusal;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.IdSource;
import dev.holdpoint.events.InTransaction;
import dev.holdpoint.events.RefusalCode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * The way of every command, whatever its protocol: decide, record, and only then clear; or hold,
 * claim, decide again. Read it and you know the product.
 */
public final class CommandPipeline {
    private static final System.Logger LOG = System.getLogger(CommandPipeline.class.getName());

    private final Decisions decisions;
    private final Filing filing;
    private final HoldSteward holds;
    private final HoldClaims claims;
    private final IdSource ids;

    public CommandPipeline(
            PolicyDecisionPoint policy,
            Recorder recorder,
            HoldSteward holds,
            HoldClaims claims,
            IdSource ids) {
        this.decisions = new Decisions(policy);
        this.filing = new Filing(recorder);
        this.holds = holds;
        this.claims = claims;
        this.ids = ids;
    }

    /** Clears a command or says why not. Never fails: every failure is a refusal. */
    public Future<Clearance> clear(Command command, ProtocolSide protocol) {
        return Future.succeededFuture()
                .compose(_ -> decisions.decide(command, protocol))
                .compose(decided -> enforce(decided.command(), decided.decision(), protocol))
                .otherwise(failure -> new Refused(lost(command, failure)));
    }

    /** Clears a command if it is allowed; otherwise records nothing and is empty. */
    public Future<Optional<Clearance>> clearIfAllowed(Command command, ProtocolSide protocol) {
        return Future.succeededFuture()
                .compose(_ -> decisions.decide(command, protocol))
                .compose(
                        decided ->
                                decided.decision() instanceof Decision.Allow allow
                                        ? filing.intend(decided.command(), allow, null)
                                                .map(Optional::of)
                                        : Future.succeededFuture(Optional.<Clearance>empty()))
                .otherwise(failure -> Optional.of(new Refused(lost(command, failure))));
    }

    /** What policy would say of a command that is only being prepared; nothing is recorded. */
    public Future<Decision> preview(Command command, Planner planner) {
        return decisions.ask(command, planner).map(Decisions.Decided::decision);
    }

    /**
     * What policy says now of a command that goes on, people's release included. Nothing is
     * recorded.
     */
    public Future<Continuation> goesOn(Command command, Cleared since, Planner planner) {
        return Future.succeededFuture()
                .compose(_ -> decisions.ask(command, since.approved(), planner))
                .map(now -> continuation(now.decision()))
                .otherwise(
                        new Stopped(RefusalCode.POLICY_UNAVAILABLE, "Policy could not be asked."));
    }

    private static Continuation continuation(Decision now) {
        return switch (now) {
            case Decision.Allow allow -> new GoesOn(allow.obligations());
            case Decision.Hold hold ->
                    new Stopped(
                            RefusalCode.POLICY_DENIED,
                            hold.reason() + " By now it takes an approval that it does not have.");
            case Decision.Deny deny -> new Stopped(deny.code(), deny.reason());
        };
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

    private Future<Clearance> enforce(Command command, Decision decision, ProtocolSide protocol) {
        return switch (decision) {
            case Decision.Allow allow -> filing.intend(command, allow, null);
            case Decision.Deny deny -> filing.refuse(command, deny);
            case Decision.Hold hold ->
                    switch (hold.terms().mode()) {
                        case WAIT -> hold(command, hold, protocol);
                        case TICKET -> ticket(command, hold, protocol);
                    };
        };
    }

    /** People may have been asked about the same command before, and have released it. */
    private Future<Clearance> ticket(Command command, Decision.Hold why, ProtocolSide protocol) {
        return claims.claimTicket(command.session(), command.id(), command.digest())
                .compose(
                        claim ->
                                switch (claim) {
                                    case TicketClaim.Claimed(var hold, var terms) ->
                                            decideAgain(
                                                    command, new Approved(hold, terms), protocol);
                                    case TicketClaim.Open(var ticket) ->
                                            stillOpen(command, why, ticket);
                                    case TicketClaim.None() -> hold(command, why, protocol);
                                });
    }

    /** The hold is placed once, however often its command is tried. */
    private Future<Clearance> stillOpen(Command command, Decision.Hold why, Ticket ticket) {
        return filing.held(command, why, ticket.hold())
                .compose(_ -> filing.refuse(command, Refusal.of(command.id(), why, ticket)));
    }

    private Future<Clearance> hold(Command command, Decision.Hold why, ProtocolSide protocol) {
        return Decisions.planned(command, protocol.planner())
                .compose(planned -> place(planned, why, protocol));
    }

    private Future<Clearance> place(Command command, Decision.Hold why, ProtocolSide protocol) {
        var hold = new HoldId(ids.next());
        var settlement = holds.enter(hold);
        return filing.held(command, why, hold)
                .compose(
                        _ ->
                                holds.attend(
                                        hold,
                                        why,
                                        limit(command, why.terms()),
                                        settlement,
                                        protocol.client()))
                .onFailure(_ -> holds.leave(hold))
                .compose(settled -> settled(command, hold, why, settled, protocol));
    }

    /** How long its client may be kept waiting, which may be less than the hold lasts. */
    private static Duration limit(Command command, HoldTerms terms) {
        long whole = terms.expiresAfterSeconds();
        long patience =
                switch (terms.mode()) {
                    case WAIT -> whole;
                    case TICKET -> terms.ticketAfterSeconds();
                };
        long locks =
                switch (terms.inTransaction()) {
                    case InTransaction.Deny() -> 0;
                    case InTransaction.Wait(var seconds) -> seconds;
                };
        return Duration.ofSeconds(command.inTransaction() ? Math.min(patience, locks) : patience);
    }

    private Future<Clearance> settled(
            Command command,
            HoldId hold,
            Decision.Hold why,
            Settlement settlement,
            ProtocolSide protocol) {
        return settlement instanceof Settlement.Released
                ? released(command, hold, protocol)
                : filing.refuse(command, Unreleased.refusal(command, hold, why, settlement));
    }

    /** What people approved is what the command meant when it was sent. */
    private Future<Clearance> released(Command command, HoldId hold, ProtocolSide protocol) {
        return protocol.standing()
                .stands()
                .otherwise(false)
                .compose(
                        stands ->
                                stands
                                        ? claim(command, hold, protocol)
                                        : filing.refuse(command, changed(command)));
    }

    private static Refusal changed(Command command) {
        return Refusal.of(
                command.id(),
                RefusalCode.CLAIM_REFUSED,
                "what it uses at the target has changed since it was sent: send it again");
    }

    private Future<Clearance> claim(Command command, HoldId hold, ProtocolSide protocol) {
        return claims.claim(hold, command.session().id(), command.id(), command.digest())
                .compose(
                        claim ->
                                switch (claim) {
                                    case Claim.NotClaimed(var reason) ->
                                            filing.refuse(
                                                    command,
                                                    Refusal.of(
                                                            command.id(),
                                                            RefusalCode.CLAIM_REFUSED,
                                                            reason));
                                    case Claim.Claimed(var terms) ->
                                            decideAgain(
                                                    command, new Approved(hold, terms), protocol);
                                });
    }

    private Future<Clearance> decideAgain(
            Command command, Approved approved, ProtocolSide protocol) {
        return decisions
                .decideApproved(command, approved, protocol)
                .compose(
                        decided ->
                                switch (decided.decision()) {
                                    case Decision.Allow allow ->
                                            filing.intend(decided.command(), allow, approved);
                                    case Decision.Deny deny ->
                                            filing.refuse(decided.command(), deny);
                                    case Decision.Hold again ->
                                            filing.refuse(
                                                    decided.command(),
                                                    Decisions.deny(
                                                            again, "policy changed meanwhile"));
                                });
    }
}
