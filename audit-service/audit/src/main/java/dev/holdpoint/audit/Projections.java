package dev.holdpoint.audit;

import dev.holdpoint.audit.recordings.RecordingsProjection;
import dev.holdpoint.audit.sessions.CommandsProjection;
import dev.holdpoint.audit.sessions.SessionsProjection;
import dev.holdpoint.eventlog.projection.Projection;
import dev.holdpoint.service.ProjectionRebuild;
import dev.holdpoint.service.ProjectionRebuild.Rebuilt;
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
    static final List<Projection> ALL =
            List.of(new SessionsProjection(), new CommandsProjection(), new RecordingsProjection());

    private final ProjectionRebuild rebuild;

    Projections(Vertx vertx, @ReactiveDataSource("audit") Pool pool, AuditSettings settings) {
        this.rebuild = new ProjectionRebuild(vertx, settings.log(), pool, AuditParts.SCHEMA);
    }

    public Optional<Projection> named(String name) {
        return ALL.stream().filter(projection -> projection.name().equals(name)).findFirst();
    }

    /** Folds the whole log anew and puts the result in place of the present rows. */
    public Future<Rebuilt> rebuild(Projection projection) {
        return rebuild.of(projection);
    }
}
