package dev.holdpoint.edge.app;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionStage;

/** Brings results of other asynchronous types back to the caller's Vert.x context. */
public record OnContext(Vertx vertx) {
    /** What a stage completes with, on the caller's context. */
    public <T> Future<T> future(CompletionStage<T> stage) {
        return Future.fromCompletionStage(stage, vertx.getOrCreateContext());
    }

    /** A future as REST resources return it. */
    public static <T> Uni<T> uni(Future<T> future) {
        return Uni.createFrom().completionStage(future::toCompletionStage);
    }
}
