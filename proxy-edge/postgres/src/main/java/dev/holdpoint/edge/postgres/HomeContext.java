package dev.holdpoint.edge.postgres;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * The one event-loop context a connection lives on; answers from elsewhere are brought home to it.
 */
public record HomeContext(Context context) {
    /**
     * The same answer, delivered on this context; call it there. Even one that is there already may
     * belong to another context, and would call back on that one.
     */
    public <T> Future<T> bring(Future<T> answer) {
        if (answer.isComplete()) {
            return answer.succeeded()
                    ? Future.succeededFuture(answer.result())
                    : Future.failedFuture(answer.cause());
        }
        Promise<T> home = Promise.promise();
        answer.onComplete(result -> context.runOnContext(_ -> home.handle(result)));
        return home.future();
    }

    /** Runs a task on this context soon, never at once. */
    public void run(Runnable task) {
        context.runOnContext(_ -> task.run());
    }
}
