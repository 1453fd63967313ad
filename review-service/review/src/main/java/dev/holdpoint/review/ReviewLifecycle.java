package dev.holdpoint.review;

import dev.holdpoint.eventlog.Topics;
import dev.holdpoint.eventlog.projection.ProjectionRunner;
import dev.holdpoint.review.entitlement.EntitlementUseProjection;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Keeps the read model up with the log from start to stop; a start is repeated until it works. */
@Singleton
public final class ReviewLifecycle {
    private static final Logger LOG = Logger.getLogger(ReviewLifecycle.class);
    private static final long RETRY_MILLIS = 1_000;

    private final Vertx vertx;
    private final Pool pool;
    private final ReviewSettings settings;
    private volatile @Nullable ProjectionRunner runner;
    private volatile boolean closed;

    ReviewLifecycle(Vertx vertx, @ReactiveDataSource("review") Pool pool, ReviewSettings settings) {
        this.vertx = vertx;
        this.pool = pool;
        this.settings = settings;
    }

    void start(@Observes StartupEvent event) {
        vertx.getOrCreateContext().runOnContext(_ -> attempt());
    }

    void stop(@Observes ShutdownEvent event) {
        closed = true;
        if (runner != null) {
            runner.close();
        }
    }

    boolean running() {
        return runner != null && !closed;
    }

    private void attempt() {
        if (!closed) {
            begin().onSuccess(started -> runner = started).onFailure(this::again);
        }
    }

    private void again(Throwable failure) {
        LOG.warnf("not ready yet: part=read model cause=%s", failure);
        vertx.setTimer(RETRY_MILLIS, _ -> attempt());
    }

    private Future<ProjectionRunner> begin() {
        return Topics.ensure(vertx, settings.log(), settings.replicationFactor())
                .compose(
                        _ ->
                                ProjectionRunner.start(
                                        vertx,
                                        settings.log(),
                                        pool,
                                        ReviewSettings.SCHEMA,
                                        new EntitlementUseProjection()));
    }
}
