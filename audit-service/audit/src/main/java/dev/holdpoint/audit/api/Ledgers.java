package dev.holdpoint.audit.api;

import dev.holdpoint.audit.store.LedgerReader;
import dev.holdpoint.audit.store.StoredCheckpoint;
import dev.holdpoint.service.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import java.time.Duration;

/** What the ledger's resources have in common. */
final class Ledgers {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private Ledgers() {}

    static Future<StoredCheckpoint> newest(LedgerReader ledger) {
        return ledger.newestCheckpoint()
                .map(
                        newest ->
                                newest.orElseThrow(
                                        () ->
                                                new Problem(
                                                        404,
                                                        "no-checkpoint",
                                                        "Nothing has been signed yet")));
    }

    static <T> Uni<T> uni(Future<T> future) {
        return Uni.createFrom()
                .completionStage(future.toCompletionStage())
                .ifNoItem()
                .after(DEADLINE)
                .failWith(
                        () -> new Problem(503, "ledger-unavailable", "The ledger does not answer"));
    }
}
