package dev.holdpoint.audit.recordings;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Lets recordings go that are older than they may get, once an hour. */
public final class RecordingRetention implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RecordingRetention.class);
    private static final Duration PAUSE = Duration.ofHours(1);
    private static final String OLD =
            """
            DELETE FROM audit.result_chunks WHERE (session, command) IN (
                SELECT session, command FROM audit.result_chunks
                WHERE number = 1 AND recorded_at < $1)
            """;

    private final Vertx vertx;
    private final Pool pool;
    private final InstantSource clock;
    private final Duration retention;
    private final long timer;

    private RecordingRetention(Vertx vertx, Pool pool, InstantSource clock, Duration retention) {
        this.vertx = vertx;
        this.pool = pool;
        this.clock = clock;
        this.retention = retention;
        this.timer = vertx.setPeriodic(PAUSE.toMillis(), _ -> turn());
    }

    /** Begins; the first turn is awaited. */
    public static Future<RecordingRetention> start(
            Vertx vertx, Pool pool, InstantSource clock, Duration retention) {
        var started = new RecordingRetention(vertx, pool, clock, retention);
        return started.letGo().map(started).onFailure(_ -> started.close());
    }

    private void turn() {
        letGo().onFailure(failure -> LOG.warn("old recordings stay for now", failure));
    }

    private Future<Void> letGo() {
        var before = clock.instant().minus(retention).atOffset(ZoneOffset.UTC);
        return pool.preparedQuery(OLD)
                .execute(Tuple.of(before))
                .onSuccess(
                        gone -> {
                            if (gone.rowCount() > 0) {
                                LOG.infof("recordings let go: chunks=%d", gone.rowCount());
                            }
                        })
                .mapEmpty();
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
