package dev.holdpoint.edge.app.live;

import dev.holdpoint.edge.app.policy.PolicyClient;
import dev.holdpoint.edge.postgres.LiveSessions;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.policy.contract.SessionAnswer;
import dev.holdpoint.policy.contract.SessionQuery;

/** Ends the sessions whose principals would not be let in any more. */
public record GrantWatch(PolicyClient policy, LiveSessions live) {
    private static final System.Logger LOG = System.getLogger(GrantWatch.class.getName());

    /** To be called when policies, targets or grants have changed. */
    public void check() {
        live.list().forEach(this::check);
    }

    /** No answer ends nothing: without policy-service no command of the session runs anyway. */
    private void check(SessionAttributes session) {
        policy.openSession(
                        new SessionQuery(
                                session.principal(), session.target(), session.clientAddress()))
                .onSuccess(answer -> act(session, answer))
                .onFailure(
                        failure ->
                                LOG.log(
                                        System.Logger.Level.WARNING,
                                        "grants not checked: session={0} cause={1}",
                                        session.id(),
                                        failure));
    }

    private void act(SessionAttributes session, SessionAnswer answer) {
        if (answer instanceof SessionAnswer.Turned turned
                && live.end(session.id(), SessionEnd.GRANT_REVOKED)) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "session ended: session={0} code={1}",
                    session.id(),
                    turned.code());
        }
    }
}
