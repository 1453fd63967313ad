package dev.holdpoint.edge.app.credentials;

import dev.holdpoint.edge.app.policy.PolicyClient;
import dev.holdpoint.edge.app.policy.Unanswered;
import dev.holdpoint.edge.identity.Authenticated;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.SessionAnswer;
import dev.holdpoint.policy.contract.SessionQuery;
import dev.holdpoint.service.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Hands out a short-lived password to whoever has a grant on a target, and takes it back. */
public final class CredentialDesk {
    private final Vertx vertx;
    private final PolicyClient policy;
    private final CredentialStore store;
    private final InstantSource clock;
    private final Terms terms;

    public CredentialDesk(
            Vertx vertx,
            PolicyClient policy,
            CredentialStore store,
            InstantSource clock,
            Terms terms) {
        this.vertx = vertx;
        this.policy = policy;
        this.store = store;
        this.clock = clock;
        this.terms = terms;
    }

    /**
     * What is handed out: for how long, and where it is good.
     *
     * @param lifetime when none is asked for
     * @param longest that may be asked for
     */
    public record Terms(Duration lifetime, Duration longest, String host, int port) {
        Duration of(Duration asked) {
            if (asked.isNegative() || asked.isZero() || asked.compareTo(longest) > 0) {
                throw new Problem(
                        400,
                        "lifetime-out-of-range",
                        "lifetimeSeconds must be 1 to " + longest.toSeconds());
            }
            return asked;
        }
    }

    Duration defaultLifetime() {
        return terms.lifetime();
    }

    Future<IssuedCredential> issue(SessionQuery wanted, Duration lifetime) {
        var granted = terms.of(lifetime);
        return policy.openSession(wanted)
                .recover(failure -> Future.succeededFuture(unavailable(failure)))
                .compose(
                        answer ->
                                switch (answer) {
                                    case SessionAnswer.Admitted _ -> make(wanted, granted);
                                    case SessionAnswer.Turned turned ->
                                            Future.failedFuture(problem(turned));
                                });
    }

    Future<Void> revoke(String user, Principal caller, boolean mayRevokeAny) {
        return store.owner(user)
                .compose(
                        owner -> {
                            if (owner.isEmpty()) {
                                return Future.failedFuture(unknown());
                            }
                            boolean own = owner.get().id().equals(caller.id());
                            return own || mayRevokeAny
                                    ? store.revoke(user)
                                    : Future.failedFuture(unknown());
                        });
    }

    private Future<IssuedCredential> make(SessionQuery wanted, Duration lifetime) {
        var password = Password.random();
        var user = CredentialName.forPrincipal(wanted.principal()).value();
        var expires = clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        var identity = new Authenticated(wanted.principal(), expires);
        return vertx.executeBlocking(password::keys, false)
                .compose(keys -> store.save(user, wanted.target(), keys, identity))
                .map(_ -> issued(user, password, wanted.target(), identity));
    }

    private IssuedCredential issued(
            String user, Password password, TargetName target, Authenticated identity) {
        return new IssuedCredential(
                user,
                password.reveal(),
                identity.expiresAt(),
                terms.host(),
                terms.port(),
                target.value());
    }

    private static SessionAnswer unavailable(Throwable failure) {
        return new SessionAnswer.Turned(
                RefusalCode.POLICY_UNAVAILABLE, Unanswered.because("policy-service", failure));
    }

    private static Problem problem(SessionAnswer.Turned turned) {
        int status = turned.code() == RefusalCode.POLICY_UNAVAILABLE ? 503 : 403;
        var code = turned.code().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Problem(status, code, (turned.reason() + " " + turned.hint()).strip());
    }

    private static Problem unknown() {
        return new Problem(404, "unknown-credential", "You have no live credential of this name.");
    }
}
