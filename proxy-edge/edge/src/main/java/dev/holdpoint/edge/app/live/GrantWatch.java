package dev.holdpoint.edge.app.live;

import dev.holdpoint.edge.app.policy.GrpcSessionGate;
import dev.holdpoint.edge.app.policy.PolicyClient;
import dev.holdpoint.edge.postgres.LiveSessions;
import dev.holdpoint.edge.postgres.catalogue.Vouching;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.policy.contract.Generation;
import dev.holdpoint.policy.contract.SessionAnswer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * Ends the sessions whose principals would not be let in any more, and learns what of their targets
 * is vouched for now. Asks about each session until it is answered, it is over, or all are asked
 * about anew.
 */
public final class GrantWatch {
    private static final System.Logger LOG = System.getLogger(GrantWatch.class.getName());
    private static final long FIRST_PAUSE_MILLIS = 250;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final long LONGEST_OPENING_NANOS = Duration.ofMinutes(1).toNanos();

    /** Questions about sessions at a time, so that log-ins are answered between them. */
    private static final int MOST_AT_A_TIME = 64;

    private final Vertx vertx;
    private final PolicyClient policy;
    private final LiveSessions live;
    private final Vouching vouching;
    private final AtomicLong changes = new AtomicLong();
    private final Unanswered unanswered = new Unanswered();
    private final Turns turns = new Turns(MOST_AT_A_TIME);
    private volatile long changed = System.nanoTime() - LONGEST_OPENING_NANOS;

    public GrantWatch(Vertx vertx, PolicyClient policy, LiveSessions live, Vouching vouching) {
        this.vertx = vertx;
        this.policy = policy;
        this.live = live;
        this.vouching = vouching;
        live.onListed(this::listed);
    }

    /** To be called when policies, targets or grants have changed. */
    public void check(Generation now) {
        long change = changes.incrementAndGet();
        changed = System.nanoTime();
        var sessions = live.list();
        vouching.changed(
                now.number(),
                sessions.stream().map(SessionAttributes::target).collect(Collectors.toSet()));
        sessions.forEach(session -> ask(session, change, FIRST_PAUSE_MILLIS));
    }

    /** It may have been let in by what was in force before the last change. */
    private void listed(SessionAttributes session) {
        if (System.nanoTime() - changed < LONGEST_OPENING_NANOS) {
            ask(session, changes.get(), FIRST_PAUSE_MILLIS);
        }
    }

    private void ask(SessionAttributes session, long change, long pause) {
        turns.call(() -> answer(session, change))
                .onSuccess(
                        answer ->
                                answer.ifPresentOrElse(
                                        told -> act(session, change, pause, told),
                                        () -> answeredIfOver(session)))
                .onFailure(failure -> askLater(session, change, pause, failure.toString()));
    }

    /** Empty if all were asked about anew before it was its turn. */
    private Future<Optional<SessionAnswer>> answer(SessionAttributes session, long change) {
        return changes.get() == change
                ? policy.openSession(GrpcSessionGate.question(session)).map(Optional::of)
                : Future.succeededFuture(Optional.empty());
    }

    private void act(SessionAttributes session, long change, long pause, SessionAnswer answer) {
        switch (answer) {
            case SessionAnswer.Admitted(var target, var spec, _, long generation, _) -> {
                answered(session);
                vouching.told(target, generation, spec.functions());
            }
            case SessionAnswer.Turned(RefusalCode code, var reason, _)
                    when code == RefusalCode.POLICY_UNAVAILABLE ->
                    askLater(session, change, pause, reason);
            case SessionAnswer.Turned(var code, _, _) -> {
                answered(session);
                end(session, code);
            }
        }
    }

    /**
     * No answer ends nothing: without policy-service no command of the session runs anyway. Nothing
     * is vouched for until there is one.
     */
    private void askLater(SessionAttributes session, long change, long pause, String cause) {
        vouching.forget(session.target());
        if (unanswered.add(session.id())) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "grants of open sessions not checked, asking on: first={0} cause={1}",
                    session.id(),
                    cause);
        }
        vertx.setTimer(spread(pause), _ -> askAgain(session, change, pause));
    }

    private void askAgain(SessionAttributes session, long change, long pause) {
        answeredIfOver(session);
        if (live.isOpen(session.id()) && changes.get() == change) {
            ask(session, change, Math.min(2 * pause, LONGEST_PAUSE_MILLIS));
        }
    }

    /** Nobody asks about it any more. */
    private void answeredIfOver(SessionAttributes session) {
        if (!live.isOpen(session.id())) {
            answered(session);
        }
    }

    private void answered(SessionAttributes session) {
        if (unanswered.remove(session.id())) {
            LOG.log(System.Logger.Level.INFO, "grants of all open sessions are checked again");
        }
    }

    /** Sessions about which policy-service has not answered. */
    int unanswered() {
        return unanswered.size();
    }

    /** Between half of it and all, so that edges and sessions do not ask in step. */
    static long spread(long pause) {
        return ThreadLocalRandom.current().nextLong((pause + 1) / 2, pause + 1);
    }

    private void end(SessionAttributes session, RefusalCode code) {
        if (live.end(session.id(), SessionEnd.GRANT_REVOKED)) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "session ended: session={0} code={1}",
                    session.id(),
                    code);
        }
    }
}
