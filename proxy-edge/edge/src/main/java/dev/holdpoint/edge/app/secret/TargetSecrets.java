package dev.holdpoint.edge.app.secret;

import dev.holdpoint.policy.contract.secret.LocalSecrets;
import dev.holdpoint.policy.contract.secret.SecretBounds;
import dev.holdpoint.policy.contract.secret.SecretMissing;
import dev.holdpoint.policy.contract.secret.SecretReference;
import dev.holdpoint.policy.contract.secret.SecretReference.InEnvironment;
import dev.holdpoint.policy.contract.secret.SecretReference.InFile;
import dev.holdpoint.policy.contract.secret.SecretReference.InVault;
import dev.holdpoint.policy.contract.secret.UnusableReference;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * Opens the references of targets, each time anew, and only where an operator lets secrets come
 * from: whoever registered the target, this is where the secret is.
 */
public record TargetSecrets(Vertx vertx, SecretBounds bounds, VaultSecrets vault) {
    /**
     * The secret behind a reference, without trailing white space.
     *
     * @return fails with {@link SecretMissing} if there is none, or none that may be used
     */
    public Future<String> open(String reference) {
        try {
            var parsed = SecretReference.parse(reference);
            bounds.require(parsed);
            return secret(parsed);
        } catch (UnusableReference e) {
            return Future.failedFuture(new SecretMissing(e.getMessage() + " " + e.hint()));
        }
    }

    private Future<String> secret(SecretReference reference) {
        return switch (reference) {
            case InFile(var file) ->
                    vertx.executeBlocking(
                            () -> LocalSecrets.fileWithin(bounds.directories(), file), false);
            case InEnvironment(var name) ->
                    vertx.executeBlocking(() -> LocalSecrets.variable(name), false);
            case InVault place -> vault.read(place);
        };
    }
}
