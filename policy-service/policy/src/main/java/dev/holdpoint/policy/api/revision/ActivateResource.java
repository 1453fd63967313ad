package dev.holdpoint.policy.api.revision;

import dev.holdpoint.policy.api.Body;
import dev.holdpoint.policy.revision.KnownRevision;
import dev.holdpoint.policy.revision.PolicyDesk;
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
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.jspecify.annotations.Nullable;

/** Has a published revision decide; to roll back is to activate an earlier one. */
@Path("/api/v1/policies:activate")
@RolesAllowed(Roles.SECURITY)
public class ActivateResource {
    private final PolicyDesk desk;
    private final CurrentPrincipal caller;
    private final Vertx vertx;

    public ActivateResource(PolicyDesk desk, CurrentPrincipal caller, Vertx vertx) {
        this.desk = desk;
        this.caller = caller;
        this.vertx = vertx;
    }

    /** Puts it in the place of the one that is expected to be active; 412 if another one is. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<RevisionView> activate(
            @RequestBodySchema(ActivateRequest.class) byte[] body,
            @HeaderParam("traceparent") @Nullable String traceparent) {
        var by = caller.get();
        var order = Body.read(body, ActivateRequest.class).order();
        return Answers.of(
                () ->
                        desk.look()
                                .compose(now -> compile(vertx, now.get(order.revision())))
                                .compose(_ -> desk.activate(order, by, traceparent))
                                .map(
                                        now ->
                                                RevisionView.of(
                                                        now.get(order.revision()),
                                                        desk.unreadable())));
    }

    /** What cannot be read any more would deny everything. */
    static Future<Void> compile(Vertx vertx, KnownRevision revision) {
        return vertx.executeBlocking(
                () -> {
                    revision.policies();
                    return null;
                },
                false);
    }
}
