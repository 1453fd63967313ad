package dev.holdpoint.edge.app.secret;

import dev.holdpoint.policy.contract.secret.SecretReference.InVault;
import io.quarkus.vault.client.VaultClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads secrets from Vault's key-value engine, version 2, each time anew; nothing is asked of Vault
 * before the first of them. What Vault says never gets into a message: it could be the secret.
 *
 * @param client as {@code quarkus.vault.*} configures it; fails if that says nothing
 * @param within how long reading may take, logging in included
 */
public record VaultSecrets(Vertx vertx, Supplier<VaultClient> client, Duration within) {
    /** Where no Vault is configured. */
    public static final Supplier<VaultClient> NONE =
            () -> {
                throw new SecretMissing("there is no Vault: set quarkus.vault.url");
            };

    private static final System.Logger LOG = System.getLogger(VaultSecrets.class.getName());

    /** The value of a key, without trailing white space. */
    Future<String> read(InVault place) {
        return asked(place)
                .recover(failure -> again(place, failure))
                .timeout(within.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(missing(place, failure)))
                .map(data -> value(place, data));
    }

    /** On a worker: a login may read a token from a file first. */
    private Future<Map<String, Object>> asked(InVault place) {
        return vertx.executeBlocking(() -> question(place), false)
                .compose(answer -> Future.fromCompletionStage(answer, vertx.getOrCreateContext()));
    }

    private CompletionStage<Map<String, Object>> question(InVault place) {
        return client.get()
                .secrets()
                .kv2(place.mount())
                .readSecret(place.path())
                .thenApply(read -> read.getData());
    }

    /** A login may have been revoked before its time: one more try with a new one. */
    private Future<Map<String, Object>> again(InVault place, Throwable failure) {
        var tokens = client.get().getTokenProvider();
        if (VaultRefusal.of(failure) != VaultRefusal.DENIED || tokens == null) {
            return Future.failedFuture(failure);
        }
        tokens.invalidateCache();
        return asked(place);
    }

    private SecretMissing missing(InVault place, Throwable failure) {
        if (failure instanceof SecretMissing missing) {
            return missing;
        }
        LOG.log(
                System.Logger.Level.DEBUG,
                "not read from Vault: place={0} failure={1}",
                place.place(),
                failure.getClass().getName());
        return new SecretMissing(VaultRefusal.of(failure).about(place, within));
    }

    private static String value(InVault place, Map<String, Object> data) {
        if (!(data.get(place.key()) instanceof String value)) {
            throw new SecretMissing(
                    "Vault has no text at key " + place.key() + " of " + place.place());
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > LocalSecrets.MAX_BYTES) {
            throw new SecretMissing("too large for a secret: " + place.place());
        }
        return value.stripTrailing();
    }
}
