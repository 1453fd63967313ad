package dev.holdpoint.edge.postgres.estimate;

import dev.holdpoint.edge.postgres.login.TargetConnection;
import dev.holdpoint.edge.postgres.login.TargetLogin;
import dev.holdpoint.edge.session.Admission.Admitted;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** A few connections to one target, closed when nobody has asked for a while. One context only. */
final class SidePool {
    private static final int CONNECTIONS = 2;
    private static final int WAITING = 32;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Map<String, String> STARTUP =
            Map.of("application_name", "holdpoint-estimate", "client_encoding", "UTF8");

    private final Vertx vertx;
    private final TargetLogin login;
    private final Deque<TargetConnection> idle = new ArrayDeque<>();
    private final Map<TargetConnection, Long> timers = new HashMap<>();
    private final Deque<Promise<TargetConnection>> waiting = new ArrayDeque<>();
    private int open;

    SidePool(Vertx vertx, TargetLogin login) {
        this.vertx = vertx;
        this.login = login;
    }

    /** A connection nobody else uses; fails if there is none to be had. */
    Future<TargetConnection> take(Admitted admitted) {
        var free = idle.pollLast();
        if (free != null) {
            stopTimer(free);
            return Future.succeededFuture(free);
        }
        if (open < CONNECTIONS) {
            open++;
            return login.open(admitted, STARTUP).onFailure(_ -> gone());
        }
        Promise<TargetConnection> turn = Promise.promise();
        if (waiting.size() >= WAITING) {
            turn.fail("too many estimates are waited for");
        } else {
            waiting.add(turn);
        }
        return turn.future();
    }

    /** For the next, or for later. */
    void giveBack(TargetConnection connection) {
        var next = waiting.poll();
        if (next != null) {
            next.complete(connection);
            return;
        }
        idle.addLast(connection);
        timers.put(connection, vertx.setTimer(IDLE.toMillis(), _ -> dropIdle(connection)));
        connection.frames(_ -> {}, _ -> dropIdle(connection));
    }

    /** Not to be used again. */
    void discard(TargetConnection connection) {
        connection.close();
        gone();
    }

    private void dropIdle(TargetConnection connection) {
        if (idle.remove(connection)) {
            stopTimer(connection);
            discard(connection);
        }
    }

    private void stopTimer(TargetConnection connection) {
        var timer = timers.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }

    /** Who waits has a deadline of its own: it is told now rather than kept for another log-in. */
    private void gone() {
        open--;
        var next = waiting.poll();
        if (next != null) {
            next.fail("the connection was lost");
        }
    }
}
