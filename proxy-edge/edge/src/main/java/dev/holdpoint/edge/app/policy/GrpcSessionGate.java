package dev.holdpoint.edge.app.policy;

import dev.holdpoint.edge.app.secret.TargetSecrets;
import dev.holdpoint.edge.postgres.catalogue.Vouching;
import dev.holdpoint.edge.session.Admission;
import dev.holdpoint.edge.session.Credential;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.edge.session.SessionGate;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.SessionAnswer;
import dev.holdpoint.policy.contract.SessionQuery;
import dev.holdpoint.policy.contract.secret.SecretMissing;
import io.vertx.core.Future;

/** Asks policy-service whether a session may open, and fetches the target's secret if so. */
public record GrpcSessionGate(PolicyClient policy, Vouching vouching, TargetSecrets secrets)
        implements SessionGate {
    private static final System.Logger LOG = System.getLogger(GrpcSessionGate.class.getName());

    @Override
    public Future<Admission> open(SessionAttributes session) {
        return policy.openSession(question(session))
                .compose(this::admission)
                .recover(failure -> Future.succeededFuture(turned(session.target(), failure)));
    }

    /** What policy-service is asked about a session that is to open, or is open. */
    public static SessionQuery question(SessionAttributes session) {
        return new SessionQuery(
                session.principal(),
                session.target(),
                session.clientAddress(),
                session.replication().isAsked());
    }

    private Future<Admission> admission(SessionAnswer answer) {
        return switch (answer) {
            case SessionAnswer.Admitted admitted -> admit(admitted);
            case SessionAnswer.Turned(var code, var reason, var hint) ->
                    Future.succeededFuture(new Admission.Turned(code, reason, hint));
        };
    }

    private Future<Admission> admit(SessionAnswer.Admitted admitted) {
        var spec = admitted.spec();
        vouching.told(admitted.target(), admitted.generation(), spec.functions());
        return credential(spec)
                .map(credential -> new Admission.Admitted(spec, credential, admitted.grants()));
    }

    private Future<Credential> credential(TargetSpec spec) {
        return secrets.open(spec.secret())
                .map(secret -> new Credential(spec.username(), secret, () -> credential(spec)));
    }

    private static Admission turned(TargetName target, Throwable failure) {
        LOG.log(
                System.Logger.Level.WARNING,
                "session not admitted: target={0} cause={1}",
                target,
                failure);
        return failure instanceof SecretMissing
                ? new Admission.Turned(
                        RefusalCode.TARGET_UNAVAILABLE, "The edge has no credential for the target")
                : new Admission.Turned(
                        RefusalCode.POLICY_UNAVAILABLE,
                        Unanswered.because("The policy service", failure));
    }
}
