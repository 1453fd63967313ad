package dev.holdpoint.edge.app.secret;

import dev.holdpoint.policy.contract.secret.LocalSecrets;
import dev.holdpoint.policy.contract.secret.SecretMissing;
import dev.holdpoint.policy.contract.secret.SecretReference.InVault;
import io.quarkus.vault.client.VaultClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Reads secrets from Vault's key-value engine, version 2, each time anew; nothing is asked of Vault
 * before the first of them. What Vault says never gets into a message: it could be the secret.
 */
public final class VaultSecrets {
    /** Where no Vault is configured. */
    public static final Supplier<VaultClient> NONE =
            () -> {
                throw new SecretMissing("there is no Vault: set quarkus.vault.url");
            };

    private static final System.Logger LOG = System.getLogger(VaultSecrets.class.getName());

    private final Vertx vertx;
    private final VaultAccess access;
    private final Duration within;

    /**
     * @param client as {@code quarkus.vault.*} configures it; fails if that says nothing
     * @param within how long reading may take, logging in included
     */
    public VaultSecrets(Vertx vertx, Supplier<VaultClient> client, Duration within) {
        this.vertx = vertx;
        this.access = new VaultAccess(client, System::nanoTime);
        this.within = within;
    }

    /** The value of a key, without trailing white space. */
    Future<String> read(InVault place) {
        long login = access.number();
        return worked(() -> question(place))
                .recover(failure -> again(place, login, failure))
                .timeout(within.toMillis(), TimeUnit.MILLISECONDS)
                .recover(failure -> Future.failedFuture(missing(place, failure)))
                .map(data -> value(place, data));
    }

    /** On a worker: the client is made at the first secret, and a login may read a file first. */
    private <T> Future<T> worked(Callable<CompletionStage<T>> call) {
        return vertx.executeBlocking(call, false)
                .compose(answer -> Future.fromCompletionStage(answer, vertx.getOrCreateContext()));
    }

    private CompletionStage<Map<String, Object>> question(InVault place) {
        return access.client()
                .secrets()
                .kv2(place.mount())
                .readSecret(place.path())
                .thenApply(read -> read.getData());
    }

    /**
     * One more try with a new login, if Vault does not know the one there is: it was revoked before
     * its time. Others read by it, so a secret that it may not read is no reason to let it go.
     */
    private Future<Map<String, Object>> again(InVault place, long login, Throwable failure) {
        return VaultRefusal.of(failure) == VaultRefusal.DENIED
                ? worked(() -> access.renewed(login))
                        .otherwise(false)
                        .compose(
                                renewed ->
                                        renewed
                                                ? worked(() -> question(place))
                                                : Future.failedFuture(failure))
                : Future.failedFuture(failure);
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
