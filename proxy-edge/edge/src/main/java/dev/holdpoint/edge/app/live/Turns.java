package dev.holdpoint.edge.app.live;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets so many calls be under way at a time; the others wait, first come first served. */
final class Turns {
    private final int most;
    private final Deque<Supplier<Future<?>>> waiting = new ArrayDeque<>();
    private int underWay;

    Turns(int most) {
        this.most = most;
    }

    /** Calls when it is its turn; gives what comes of it. */
    <T> Future<T> call(Supplier<Future<T>> call) {
        var outcome = Promise.<T>promise();
        Supplier<Future<?>> turn =
                () -> Future.succeededFuture().compose(_ -> call.get()).onComplete(outcome);
        if (begins(turn)) {
            run(turn);
        }
        return outcome.future();
    }

    private synchronized boolean begins(Supplier<Future<?>> turn) {
        if (underWay < most) {
            underWay++;
            return true;
        }
        waiting.add(turn);
        return false;
    }

    private void run(@Nullable Supplier<Future<?>> first) {
        for (var turn = first; turn != null; turn = following()) {
            var ended = turn.get();
            if (!ended.isComplete()) {
                ended.onComplete(_ -> run(following()));
                return;
            }
        }
    }

    private synchronized @Nullable Supplier<Future<?>> following() {
        var turn = waiting.poll();
        if (turn == null) {
            underWay--;
        }
        return turn;
    }
}
