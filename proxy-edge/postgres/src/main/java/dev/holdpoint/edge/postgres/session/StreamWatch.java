package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.command.Continuation.Stopped;
import dev.holdpoint.edge.postgres.HomeContext;
import dev.holdpoint.edge.postgres.session.command.CommandDesk;
import dev.holdpoint.edge.postgres.session.command.Running;
import dev.holdpoint.edge.postgres.session.kept.Resolved;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEnd;
import io.vertx.core.Vertx;
import java.util.function.Consumer;

/**
 * A command that streams may run for weeks. Policy is asked about it again every two seconds, and
 * what it says otherwise by then, or not at all, ends the session.
 */
final class StreamWatch {
    private static final long PAUSE_MILLIS = 2_000;
    private static final Stopped UNASKED =
            new Stopped(RefusalCode.POLICY_UNAVAILABLE, "Policy could not be asked.");

    private final Vertx vertx;
    private final HomeContext home;
    private final CommandDesk desk;
    private final Consumer<Stopped> end;

    /**
     * @param end ends the session, and says why
     */
    StreamWatch(Vertx vertx, HomeContext home, CommandDesk desk, Consumer<Stopped> end) {
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

    /** The end of a session whose command was stopped for this reason. */
    static SessionEnd end(RefusalCode why) {
        if (why == RefusalCode.NO_GRANT) {
            return SessionEnd.GRANT_REVOKED;
        }
        return why == RefusalCode.POLICY_UNAVAILABLE
                ? SessionEnd.POLICY_UNAVAILABLE
                : SessionEnd.POLICY_CHANGED;
    }

    private void ask(Running running, Resolved resolved) {
        desk.goesOn(running, resolved)
                .otherwise(UNASKED)
                .onSuccess(
                        now -> {
                            if (now instanceof Stopped stopped) {
                                end.accept(stopped);
                            }
                        });
    }
}
