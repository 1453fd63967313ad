package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.postgres.HomeContext;
import dev.holdpoint.edge.postgres.session.command.CommandDesk;
import dev.holdpoint.edge.postgres.session.command.Running;
import dev.holdpoint.edge.postgres.session.kept.Resolved;
import io.vertx.core.Vertx;

/**
 * A command that streams may run for weeks. Policy is asked about it again every two seconds, and
 * what it says otherwise by then, or not at all, ends the session.
 */
final class StreamWatch {
    private static final long PAUSE_MILLIS = 2_000;

    private final Vertx vertx;
    private final HomeContext home;
    private final CommandDesk desk;
    private final Runnable end;

    /**
     * @param end ends the session
     */
    StreamWatch(Vertx vertx, HomeContext home, CommandDesk desk, Runnable end) {
        this.vertx = vertx;
        this.home = home;
        this.desk = desk;
        this.end = end;
    }

    /** Watches one until what is returned is run. */
    Runnable over(Running running, Resolved resolved) {
        long timer = vertx.setPeriodic(PAUSE_MILLIS, _ -> home.run(() -> ask(running, resolved)));
        return () -> vertx.cancelTimer(timer);
    }

    private void ask(Running running, Resolved resolved) {
        desk.goesOn(running, resolved)
                .otherwise(false)
                .onSuccess(
                        same -> {
                            if (!same) {
                                end.run();
                            }
                        });
    }
}
