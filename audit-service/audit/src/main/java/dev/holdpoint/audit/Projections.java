package dev.holdpoint.audit;

import dev.holdpoint.audit.sessions.CommandsProjection;
import dev.holdpoint.audit.sessions.SessionsProjection;
import dev.holdpoint.eventlog.projection.Projection;
import dev.holdpoint.eventlog.projection.ProjectionRunner;
import dev.holdpoint.events.Digest;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** This service's read models, and the proof that they are folds of the log. */
@Singleton
public final class Projections {
    static final List<Projection> ALL = List.of(new SessionsProjection(), new CommandsProjection());

    private final Vertx vertx;
    private final Pool pool;
    private final AuditSettings settings;

    Projections(Vertx vertx, @ReactiveDataSource("audit") Pool pool, AuditSettings settings) {
        this.vertx = vertx;
        this.pool = pool;
        this.settings = settings;
    }

    /**
     * What a rebuild found. Events that arrive meanwhile make the digests differ, too: compare on a
     * log at rest.
     */
    public record Rebuilt(
            String projection, Digest digestBefore, Digest digestAfter, boolean equal) {}

    public Optional<Projection> named(String name) {
        return ALL.stream().filter(projection -> projection.name().equals(name)).findFirst();
    }

    /** Folds the whole log anew and puts the result in place of the present rows. */
    public Future<Rebuilt> rebuild(Projection projection) {
        return digest(projection)
                .compose(
                        before ->
                                ProjectionRunner.rebuild(
                                                vertx,
                                                settings.log(),
                                                pool,
                                                AuditParts.SCHEMA,
                                                projection)
                                        .compose(_ -> digest(projection))
                                        .map(
                                                after ->
                                                        new Rebuilt(
                                                                projection.name(),
                                                                before,
                                                                after,
                                                                before.equals(after))));
    }

    private Future<Digest> digest(Projection projection) {
        return ProjectionRunner.digest(pool, AuditParts.SCHEMA, projection);
    }
}
