package dev.holdpoint.edge.app.secret;

import io.quarkus.vault.client.VaultClient;
import io.quarkus.vault.client.auth.VaultAuthRequest;
import io.quarkus.vault.client.auth.VaultToken;
import io.quarkus.vault.client.auth.VaultTokenProvider;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one client of Vault, and its log-in, which all reads share. The client would throw the log-in
 * away whenever Vault denies anything; here it goes once Vault does not know it any more.
 */
final class VaultAccess {
    /** How long a new log-in is kept whatever Vault says of it: its policies may hide it. */
    static final Duration AT_LEAST = Duration.ofSeconds(10);

    private final Supplier<VaultClient> configured;
    private final LongSupplier nanos;
    private @Nullable VaultClient client;
    private volatile @Nullable Login login;

    VaultAccess(Supplier<VaultClient> configured, LongSupplier nanos) {
        this.configured = configured;
        this.nanos = nanos;
    }

    /** To be asked for on a worker: the first call makes it. */
    synchronized VaultClient client() {
        var made = client;
        if (made == null) {
            made = keeping(configured.get());
            client = made;
        }
        return made;
    }

    private VaultClient keeping(VaultClient made) {
        var tokens = made.getTokenProvider();
        if (tokens == null) {
            return made;
        }
        var kept = new Login(tokens, nanos);
        login = kept;
        return made.configure().tokenProvider(kept).build();
    }

    /** Tells the log-in of now from the ones after it; waits for nobody. */
    long number() {
        var now = login;
        return now == null ? 0 : now.number;
    }

    /**
     * Whether it is worth asking again: Vault does not know the log-in any more, and there is
     * another.
     *
     * @param used the number of the log-in that was denied
     */
    CompletionStage<Boolean> renewed(long used) {
        var asking = client();
        var now = login;
        if (now == null || now.number != used) {
            return CompletableFuture.completedStage(now != null);
        }
        return asking.auth()
                .token()
                .lookupSelf()
                .thenApply(_ -> now.number != used)
                .exceptionally(
                        failure ->
                                VaultRefusal.of(failure) == VaultRefusal.DENIED && now.end(used));
    }

    /** Keeps the log-in when the client would not. */
    private static final class Login implements VaultTokenProvider {
        private final VaultTokenProvider tokens;
        private final LongSupplier nanos;
        private @Nullable CompletableFuture<VaultToken> asked;
        private volatile long number;
        private long since;

        private Login(VaultTokenProvider tokens, LongSupplier nanos) {
            this.tokens = tokens;
            this.nanos = nanos;
            this.since = nanos.getAsLong() - AT_LEAST.toNanos();
        }

        /** Who comes while somebody logs in waits for that. */
        @Override
        public synchronized CompletionStage<VaultToken> apply(VaultAuthRequest request) {
            var current = asked;
            if (current == null || current.isDone()) {
                current = tokens.apply(request).toCompletableFuture();
                asked = current;
            }
            return current;
        }

        @Override
        public void invalidateCache() {}

        /** Whether another one will be used than that of this number. */
        synchronized boolean end(long used) {
            if (number == used) {
                if (nanos.getAsLong() - since < AT_LEAST.toNanos()) {
                    return false;
                }
                tokens.invalidateCache();
                number = used + 1;
                since = nanos.getAsLong();
            }
            return true;
        }
    }
}
