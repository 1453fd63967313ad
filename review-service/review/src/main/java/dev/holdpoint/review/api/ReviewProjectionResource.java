package dev.holdpoint.review.api;

import dev.holdpoint.eventlog.projection.ProjectionRunner;
import dev.holdpoint.events.Digest;
import dev.holdpoint.review.ReviewSettings;
import dev.holdpoint.review.entitlement.EntitlementUseProjection;
import dev.holdpoint.service.Problem;
import dev.holdpoint.service.Roles;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** Builds the read model anew from the log and shows that it comes out equal. */
@Path("/api/v1/review/projections")
@Produces(MediaType.APPLICATION_JSON)
public class ReviewProjectionResource {
    private final EntitlementUseProjection projection = new EntitlementUseProjection();
    private final Vertx vertx;
    private final Pool pool;
    private final ReviewSettings settings;

    ReviewProjectionResource(
            Vertx vertx, @ReactiveDataSource("review") Pool pool, ReviewSettings settings) {
        this.vertx = vertx;
        this.pool = pool;
        this.settings = settings;
    }

    /** Digests over the rows as they were and as they came out. */
    public record Rebuilt(String digestBefore, String digestAfter, boolean equal) {
        static Rebuilt of(Digest before, Digest after) {
            return new Rebuilt(before.value(), after.value(), before.equals(after));
        }
    }

    @POST
    @Path("/{call}")
    @RolesAllowed(Roles.SECURITY)
    public Uni<Rebuilt> rebuild(@RestPath String call) {
        if (!call.equals(projection.name() + ":rebuild")) {
            throw new Problem(404, "unknown-projection", "There is " + projection.name() + ".");
        }
        return Uni.createFrom().completionStage(() -> rebuild().toCompletionStage());
    }

    private Future<Rebuilt> rebuild() {
        return digest().compose(
                        before ->
                                ProjectionRunner.rebuild(
                                                vertx,
                                                settings.log(),
                                                pool,
                                                ReviewSettings.SCHEMA,
                                                projection)
                                        .compose(_ -> digest())
                                        .map(after -> Rebuilt.of(before, after)));
    }

    private Future<Digest> digest() {
        return ProjectionRunner.digest(pool, ReviewSettings.SCHEMA, projection);
    }
}
