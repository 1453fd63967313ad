package dev.holdpoint.edge.app.live;

import dev.holdpoint.edge.app.policy.PolicyClient;
import dev.holdpoint.edge.postgres.LiveSessions;
import dev.holdpoint.edge.postgres.catalogue.Vouching;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.policy.contract.Generation;
import dev.holdpoint.policy.contract.SessionAnswer;
import dev.holdpoint.policy.contract.SessionQuery;
import java.util.stream.Collectors;

/**
 * Ends the sessions whose principals would not be let in any more, and learns what of their targets
 * is vouched for now.
 */
public record GrantWatch(PolicyClient policy, LiveSessions live, Vouching vouching) {
    private static final System.Logger LOG = System.getLogger(GrantWatch.class.getName());

    /** To be called when policies, targets or grants have changed. */
    public void check(Generation changed) {
        var sessions = live.list();
        vouching.changed(
                changed.number(),
                sessions.stream().map(SessionAttributes::target).collect(Collectors.toSet()));
        sessions.forEach(this::check);
    }

    /** No answer ends nothing: without policy-service no command of the session runs anyway. */
    private void check(SessionAttributes session) {
        policy.openSession(
                        new SessionQuery(
                                session.principal(), session.target(), session.clientAddress()))
                .onSuccess(answer -> act(session, answer))
                .onFailure(
                        failure -> {
                            vouching.forget(session.target());
                            LOG.log(
                                    System.Logger.Level.WARNING,
                                    "grants not checked: session={0} cause={1}",
                                    session.id(),
                                    failure);
                        });
    }

    private void act(SessionAttributes session, SessionAnswer answer) {
        switch (answer) {
            case SessionAnswer.Admitted(var target, var spec, _, long generation) ->
                    vouching.told(target, generation, spec.functions());
            case SessionAnswer.Turned(var code, _) -> end(session, code);
        }
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
