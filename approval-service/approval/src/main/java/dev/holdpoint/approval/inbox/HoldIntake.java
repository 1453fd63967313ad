package dev.holdpoint.approval.inbox;

import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.approval.hold.HoldAction;
import dev.holdpoint.approval.hold.HoldAction.Expire;
import dev.holdpoint.approval.hold.HoldAction.Place;
import dev.holdpoint.approval.hold.HoldAction.TurnAway;
import dev.holdpoint.approval.hold.HoldAction.Withdraw;
import dev.holdpoint.approval.hold.HoldState.Over;
import dev.holdpoint.approval.inbox.WaitingCommands.Open;
import dev.holdpoint.eventlog.GroupReader;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.eventlog.store.EventTooLarge;
import dev.holdpoint.eventlog.store.GroupPositions;
import dev.holdpoint.events.AccessEvent;
import dev.holdpoint.events.ChatEvent;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.CommandEvent.ResultRecorded;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.DelegationEvent;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.LedgerEvent;
import dev.holdpoint.events.PolicyEvent;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.RecordingEvent;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RegisterEvent;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionEvent.SessionOpened;
import dev.holdpoint.events.SessionEvent.SessionRefused;
import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.events.json.UnreadableEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Places a hold for every held command on the log, and withdraws it when its command is refused or
 * its session ends. Takes each event at least once; the decider makes repetitions harmless.
 */
public final class HoldIntake {
    private static final System.Logger LOG = System.getLogger(HoldIntake.class.getName());

    private final HoldDesk desk;
    private final WaitingCommands waiting;
    private final Tickets tickets;
    private final GroupPositions positions;
    private final OpenLimits limits;

    public HoldIntake(
            HoldDesk desk,
            WaitingCommands waiting,
            Tickets tickets,
            GroupPositions positions,
            OpenLimits limits) {
        this.desk = desk;
        this.waiting = waiting;
        this.tickets = tickets;
        this.positions = positions;
        this.limits = limits;
    }

    /** Reads on where the group left off; instances share the sessions. */
    public Future<GroupReader> start(Vertx vertx, LogSettings settings) {
        return GroupReader.start(
                vertx,
                settings,
                "approval.intake",
                Set.of(EventFamily.SESSIONS),
                positions::next,
                this::take);
    }

    Future<Void> take(List<LoggedEvent> batch) {
        return positions.take(batch, HoldIntake::matters, this::take);
    }

    /** Nearly every event is of a command that needs nobody: those cost no look at the database. */
    private static boolean matters(LoggedEvent logged) {
        try {
            var event = logged.envelope().event();
            return !(event instanceof CommandCompleted)
                    && !(event instanceof CommandDecided decided
                            && decided.hold() == null
                            && decided.approval() == null);
        } catch (UnreadableEvent e) {
            return true;
        }
    }

    /** What can never be taken must not hold up what comes after it: its client waits in vain. */
    private Future<Void> take(LoggedEvent event) {
        try {
            return take(event.envelope())
                    .recover(
                            failure ->
                                    refusesData(failure)
                                            ? passOver(event, failure)
                                            : Future.failedFuture(failure));
        } catch (UnreadableEvent e) {
            return passOver(event, e);
        }
    }

    private static Future<Void> passOver(LoggedEvent event, Throwable cause) {
        LOG.log(WARNING, "passed over: position={0} cause={1}", event.position(), cause);
        return Future.succeededFuture();
    }

    /** Too large, or SQLSTATE class 22: the values are at fault, so trying again is no use. */
    private static boolean refusesData(Throwable failure) {
        return failure instanceof EventTooLarge
                || failure instanceof PgException refused
                        && String.valueOf(refused.getSqlState()).startsWith("22");
    }

    private Future<Void> take(Envelope<?> envelope) {
        return switch (envelope.event()) {
            case CommandDecided decided -> decided(envelope, decided);
            case CommandRefused(var session, var command, RefusalCode code, _)
                    when code == RefusalCode.HELD_AS_TICKET ->
                    waiting.detach(session, command);
            case CommandRefused(var session, var command, var code, var reason) ->
                    waiting.of(session, command)
                            .compose(holds -> end(holds, envelope, ending(envelope, code, reason)));
            case SessionClosed(var session, var end, _) ->
                    waiting.of(session)
                            .compose(holds -> end(holds, envelope, SessionEnding.withdraw(end)));
            case SessionOpened _,
                    SessionRefused _,
                    CommandCompleted _,
                    ResultRecorded _,
                    RecordingEvent _,
                    HoldEvent _,
                    AccessEvent _,
                    DelegationEvent _,
                    ChatEvent _,
                    TargetEvent _,
                    PolicyEvent _,
                    GrantEvent _,
                    RegisterEvent _,
                    LedgerEvent _ ->
                    Future.succeededFuture();
        };
    }

    private Future<Void> decided(Envelope<?> envelope, CommandDecided decided) {
        var hold = decided.hold();
        var approval = decided.approval();
        return switch (decided.decision()) {
            case Decision.Hold held when hold != null ->
                    place(envelope, placed(envelope, decided, hold, held));
            case Decision.Allow _ when approval != null -> waiting.remove(approval);
            case Decision.Hold _, Decision.Allow _, Decision.Deny _ -> Future.succeededFuture();
        };
    }

    private Future<Void> place(Envelope<?> envelope, HoldPlaced placed) {
        return open(placed, envelope)
                .map(full -> placing(placed, full))
                .compose(action -> run(placed.hold(), envelope, action))
                .compose(
                        over ->
                                over
                                        ? waiting.remove(placed.hold())
                                        : tickets.add(placed, envelope.time()))
                .recover(
                        failure ->
                                refusesData(failure)
                                        ? waiting.remove(placed.hold())
                                                .compose(_ -> Future.failedFuture(failure))
                                        : Future.failedFuture(failure));
    }

    /** Nobody tells the intake of tickets that people denied, or that were taken. */
    private Future<Optional<Open>> open(HoldPlaced placed, Envelope<?> envelope) {
        var now = envelope.time();
        return waiting.open(placed, envelope.source(), limits, now)
                .compose(
                        full ->
                                full.isEmpty()
                                        ? Future.succeededFuture(full)
                                        : detached(placed.requester().id(), full.get())
                                                .compose(this::forgetOver)
                                                .compose(
                                                        _ ->
                                                                waiting.open(
                                                                        placed,
                                                                        envelope.source(),
                                                                        limits,
                                                                        now)));
    }

    /** Whoever is at their own limit gains nothing by what others have done with. */
    private Future<List<HoldId>> detached(PrincipalId requester, Open full) {
        return limits.allowsAnother(full)
                ? waiting.detached(requester)
                : waiting.detachedOf(requester);
    }

    private Future<Void> forgetOver(List<HoldId> holds) {
        Future<Void> done = Future.succeededFuture();
        for (var hold : holds) {
            done =
                    done.compose(_ -> desk.look(hold))
                            .compose(
                                    state ->
                                            state instanceof Over
                                                    ? waiting.remove(hold)
                                                    : Future.succeededFuture());
        }
        return done;
    }

    private HoldAction placing(HoldPlaced placed, Optional<Open> full) {
        return full.<HoldAction>map(
                        open ->
                                new TurnAway(
                                        placed,
                                        limits.reason(open, placed.requester().id().subject())))
                .orElseGet(() -> new Place(placed));
    }

    private static HoldPlaced placed(
            Envelope<?> envelope, CommandDecided decided, HoldId hold, Decision.Hold held) {
        return new HoldPlaced(
                hold,
                decided.command(),
                decided.session(),
                decided.principal(),
                decided.target(),
                decided.digest(),
                decided.text(),
                decided.parameters(),
                decided.facts(),
                decided.justification(),
                decided.tags(),
                held.revision(),
                held.rules(),
                held.reason(),
                held.terms(),
                envelope.time().plusSeconds(held.terms().expiresAfterSeconds()),
                decided.plan());
    }

    /** An edge that says expired means the hold's own time, which the decider checks again. */
    private static HoldAction ending(Envelope<?> envelope, RefusalCode code, String reason) {
        return code == RefusalCode.HOLD_EXPIRED
                ? new Expire(envelope.time())
                : new Withdraw(code, reason);
    }

    private Future<Void> end(List<HoldId> holds, Envelope<?> envelope, HoldAction action) {
        Future<Void> done = Future.succeededFuture();
        for (var hold : holds) {
            done =
                    done.compose(_ -> run(hold, envelope, action))
                            .compose(_ -> waiting.remove(hold));
        }
        return done;
    }

    /** Whether the hold is over after the action. */
    private Future<Boolean> run(HoldId hold, Envelope<?> envelope, HoldAction action) {
        return desk.run(hold, envelope.actor(), envelope.traceparent(), action)
                .map(decided -> decided.state() instanceof Over);
    }
}
