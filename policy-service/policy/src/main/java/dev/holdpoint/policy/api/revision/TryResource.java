package dev.holdpoint.policy.api.revision;

import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.api.Body;
import dev.holdpoint.policy.revision.PolicyDesk;
import dev.holdpoint.policy.revision.Revisions;
import dev.holdpoint.service.CurrentPrincipal;
import dev.holdpoint.service.Roles;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.jspecify.annotations.Nullable;

/** Has a revision tried: asked about every command beside the active one, and recorded. */
@Path("/api/v1/policies:shadow")
@RolesAllowed(Roles.SECURITY)
public class TryResource {
    private final PolicyDesk desk;
    private final CurrentPrincipal caller;
    private final Vertx vertx;

    public TryResource(PolicyDesk desk, CurrentPrincipal caller, Vertx vertx) {
        this.desk = desk;
        this.caller = caller;
        this.vertx = vertx;
    }

    /** The revision that is tried from now on, or none. */
    @Schema(name = "TriedRevision")
    public record Tried(@Nullable String revision) {}

    /** Begins, or ends without a revision. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Tried> shadow(
            @RequestBodySchema(TryRequest.class) byte[] body,
            @HeaderParam("traceparent") @Nullable String traceparent) {
        var by = caller.get();
        var revision = Body.read(body, TryRequest.class).id();
        return Answers.of(
                () ->
                        desk.look()
                                .compose(now -> readable(now, revision))
                                .compose(_ -> desk.shadow(revision, by, traceparent))
                                .map(now -> new Tried(name(now))));
    }

    private Future<Void> readable(Revisions now, @Nullable RevisionId revision) {
        return revision == null
                ? Future.succeededFuture()
                : ActivateResource.compile(vertx, now.get(revision));
    }

    private static @Nullable String name(Revisions now) {
        var shadow = now.shadow();
        return shadow == null ? null : shadow.value();
    }
}
