package dev.holdpoint.review.api;

import dev.holdpoint.review.ReviewSettings;
import dev.holdpoint.review.entitlement.EntitlementUseProjection;
import dev.holdpoint.service.ProjectionRebuild;
import dev.holdpoint.service.ProjectionRebuild.Rebuilt;
import dev.holdpoint.service.Roles;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
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
    private final ProjectionRebuild rebuild;

    ReviewProjectionResource(
            Vertx vertx, @ReactiveDataSource("review") Pool pool, ReviewSettings settings) {
        this.rebuild = new ProjectionRebuild(vertx, settings.log(), pool, ReviewSettings.SCHEMA);
    }

    @POST
    @Path("/{call}")
    @RolesAllowed(Roles.SECURITY)
    public Uni<Rebuilt> rebuild(@RestPath String call) {
        return rebuild.answer(call, projection);
    }
}
