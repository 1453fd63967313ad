package dev.holdpoint.edge.app.identity;

import dev.holdpoint.edge.app.credentials.CredentialStore;
import dev.holdpoint.edge.identity.Authenticated;
import dev.holdpoint.edge.identity.Authenticator;
import dev.holdpoint.edge.identity.ScramVerifier;
import dev.holdpoint.events.TargetName;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;

/** Tokens are verified against the issuer's keys, issued passwords against the store. */
public record EdgeAuthenticator(Vertx vertx, TokenVerifier tokens, CredentialStore credentials)
        implements Authenticator {
    @Override
    public Future<Authenticated> token(String jwt) {
        return vertx.executeBlocking(() -> tokens.verify(jwt), false);
    }

    @Override
    public Future<Optional<ScramVerifier>> verifier(String user, TargetName target) {
        return credentials.find(user, target);
    }
}
