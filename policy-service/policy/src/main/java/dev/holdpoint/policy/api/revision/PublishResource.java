package dev.holdpoint.policy.api.revision;

import dev.holdpoint.policy.api.Body;
import dev.holdpoint.policy.api.Findings;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.revision.PolicyDesk;
import dev.holdpoint.policy.revision.PolicyDraft;
import dev.holdpoint.service.CurrentPrincipal;
import dev.holdpoint.service.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.jspecify.annotations.Nullable;

/** Makes documents a revision, which decides nothing yet. */
@Path("/api/v1/policies:publish")
@RolesAllowed(Roles.SECURITY)
@Blocking
public class PublishResource {
    private final PolicyDesk desk;
    private final DocumentReader reader;
    private final CurrentPrincipal caller;

    public PublishResource(PolicyDesk desk, DocumentReader reader, CurrentPrincipal caller) {
        this.desk = desk;
        this.reader = reader;
        this.caller = caller;
    }

    /** Checks the documents as those of the directory are checked; 422 says what is wrong. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<RevisionView> publish(
            @RequestBodySchema(PublishRequest.class) byte[] body,
            @HeaderParam("traceparent") @Nullable String traceparent) {
        var by = caller.get();
        var draft = draft(Body.read(body, PublishRequest.class));
        return Answers.of(
                () ->
                        desk.publish(draft, by, traceparent)
                                .map(
                                        now ->
                                                RevisionView.of(
                                                        now.get(draft.revision()),
                                                        desk.unreadable())));
    }

    private PolicyDraft draft(PublishRequest request) {
        try {
            return PolicyDraft.of(request.files(), reader);
        } catch (InvalidDocuments e) {
            throw Findings.problem(e);
        }
    }
}
