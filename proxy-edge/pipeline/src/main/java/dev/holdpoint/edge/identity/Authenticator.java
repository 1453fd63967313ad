package dev.holdpoint.edge.identity;

import dev.holdpoint.events.TargetName;
import io.vertx.core.Future;
import java.util.Optional;

/** Finds out who a client is. */
public interface Authenticator {
    /**
     * Verifies an OIDC token meant for the data plane (audience {@code holdpoint-edge}).
     *
     * @return fails with {@link AuthenticationFailed} unless the token is good
     */
    Future<Authenticated> token(String jwt);

    /**
     * The verifier of an issued password.
     *
     * @param user as issued, {@code <name>~<id>}
     * @return empty if there is none for this user and target, or it is expired or revoked
     */
    Future<Optional<ScramVerifier>> verifier(String user, TargetName target);
}
