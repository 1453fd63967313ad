package dev.holdpoint.approval.api;

import dev.holdpoint.approval.ApprovalParts;
import dev.holdpoint.approval.ApprovalSettings;
import dev.holdpoint.approval.inbox.DelegationsProjection;
import dev.holdpoint.approval.inbox.HoldsProjection;
import dev.holdpoint.approval.quality.DecisionsProjection;
import dev.holdpoint.approval.request.AccessProjection;
import dev.holdpoint.approval.slack.link.LinksProjection;
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

/** Builds a read model anew from the log and shows that it comes out equal. */
@Path("/api/v1/approval/projections")
@Produces(MediaType.APPLICATION_JSON)
public class ProjectionResource {
    private final ProjectionRebuild rebuild;

    ProjectionResource(
            Vertx vertx, @ReactiveDataSource("approval") Pool pool, ApprovalSettings settings) {
        this.rebuild = new ProjectionRebuild(vertx, settings.log(), pool, ApprovalParts.SCHEMA);
    }

    @POST
    @Path("/{call}")
    @RolesAllowed(Roles.SECURITY)
    public Uni<Rebuilt> rebuild(@RestPath String call) {
        return rebuild.answer(
                call,
                new HoldsProjection(),
                new DelegationsProjection(),
                new DecisionsProjection(),
                new AccessProjection(),
                new LinksProjection());
    }
}
