package dev.holdpoint.service;

import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.projection.Projection;
import dev.holdpoint.eventlog.projection.ProjectionRunner;
import dev.holdpoint.events.Digest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;

/**
 * Builds read models of one service anew from the log and shows whether they come out equal.
 *
 * @param pool of the service's database
 * @param schema where the read models are
 */
public record ProjectionRebuild(Vertx vertx, LogSettings log, Pool pool, String schema) {
    /**
     * Digests over the rows as they were and as they came out. Events that arrive meanwhile make
     * them differ, too: compare on a log at rest.
     */
    public record Rebuilt(String digestBefore, String digestAfter, boolean equal) {
        private static Rebuilt of(Digest before, Digest after) {
            return new Rebuilt(before.value(), after.value(), before.equals(after));
        }
    }

    /** Answers {@code <name>:rebuild} of a service with a single read model. */
    public Uni<Rebuilt> answer(String call, Projection only) {
        if (!call.equals(only.name() + ":rebuild")) {
            throw new Problem(404, "unknown-projection", "There is " + only.name() + ".");
        }
        return Uni.createFrom().completionStage(() -> of(only).toCompletionStage());
    }

    /** Folds the whole log anew and puts the result in place of the present rows. */
    public Future<Rebuilt> of(Projection projection) {
        return digest(projection)
                .compose(
                        before ->
                                ProjectionRunner.rebuild(vertx, log, pool, schema, projection)
                                        .compose(_ -> digest(projection))
                                        .map(after -> Rebuilt.of(before, after)));
    }

    private Future<Digest> digest(Projection projection) {
        return ProjectionRunner.digest(pool, schema, projection);
    }
}
