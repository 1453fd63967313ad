package dev.holdpoint.edge.postgres.estimate;

import dev.holdpoint.edge.postgres.login.TargetConnection;
import dev.holdpoint.edge.postgres.login.TargetLogin;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.TargetPlan;
import dev.holdpoint.events.TargetPlan.Unplanned;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Estimates by the target's own planner, over connections of the edge's own: never the session's,
 * logged in with the target's credential as the session is. Any thread may ask; everything else
 * happens on one context.
 */
public final class RowEstimates {
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final TargetPlan LATE =
            new Unplanned("its target did not plan it within a second");
    private static final TargetPlan UNREACHED =
            new Unplanned("no connection to its target was free to plan it");

    /** How long a target may keep a connection busy whose answer nobody waits for any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Vertx vertx;
    private final TargetLogin login;
    private final Context context;
    private final Map<Key, SidePool> pools = new HashMap<>();

    /**
     * @param login opens connections when somebody asks
     */
    public RowEstimates(Vertx vertx, TargetLogin login) {
        this.vertx = vertx;
        this.login = login;
        this.context = vertx.getOrCreateContext();
    }

    private record Key(TargetName target, TargetSpec spec, String username) {
        static Key of(Question question) {
            var admitted = question.admitted();
            return new Key(question.target(), admitted.target(), admitted.credential().username());
        }
    }

    /** Within a second the target's plan, or why there is none. Never fails. */
    public Future<TargetPlan> plan(Question question) {
        Promise<TargetPlan> answer = Promise.promise();
        context.runOnContext(_ -> ask(question, answer));
        return answer.future();
    }

    private void ask(Question question, Promise<TargetPlan> answer) {
        var pool = pools.computeIfAbsent(Key.of(question), _ -> new SidePool(vertx, login));
        long timer = vertx.setTimer(DEADLINE.toMillis(), _ -> answer.tryComplete(LATE));
        answer.future().onComplete(_ -> vertx.cancelTimer(timer));
        pool.take(question.admitted())
                .onFailure(_ -> answer.tryComplete(UNREACHED))
                .onSuccess(connection -> explain(pool, connection, question, answer));
    }

    private void explain(
            SidePool pool,
            TargetConnection connection,
            Question question,
            Promise<TargetPlan> answer) {
        if (answer.future().isComplete()) {
            pool.giveBack(connection);
            return;
        }
        var explanation = new Explanation(connection, question);
        Promise<Void> free = Promise.promise();
        long timer = vertx.setTimer(PATIENCE.toMillis(), _ -> free.tryFail("the target hangs"));
        explanation
                .plan()
                .onSuccess(answer::tryComplete)
                .compose(_ -> explanation.end())
                .onSuccess(_ -> free.tryComplete())
                .onFailure(free::tryFail);
        free.future()
                .onComplete(_ -> vertx.cancelTimer(timer))
                .onSuccess(_ -> pool.giveBack(connection))
                .onFailure(_ -> pool.discard(connection));
    }
}
