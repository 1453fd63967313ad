package dev.holdpoint.service;

import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.projection.Projection;
import dev.holdpoint.eventlog.projection.ProjectionRunner;
import dev.holdpoint.events.Digest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.Arrays;
import java.util.stream.Collectors;

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

    /** Answers {@code <name>:rebuild} of a service with these read models. */
    public Uni<Rebuilt> answer(String call, Projection... known) {
        var asked =
                Arrays.stream(known)
                        .filter(projection -> call.equals(projection.name() + ":rebuild"))
                        .findFirst()
                        .orElseThrow(() -> unknown(known));
        return Uni.createFrom().completionStage(() -> of(asked).toCompletionStage());
    }

    private static Problem unknown(Projection... known) {
        var names = Arrays.stream(known).map(Projection::name).collect(Collectors.joining(", "));
        return new Problem(404, "unknown-projection", "There is " + names + ".");
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
