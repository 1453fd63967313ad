package dev.holdpoint.policy.api.replay;

import dev.holdpoint.policy.api.Body;
import dev.holdpoint.policy.passage.Abandoned;
import dev.holdpoint.policy.passage.Watcher;
import dev.holdpoint.policy.propose.NothingUsed;
import dev.holdpoint.policy.propose.Proposals;
import dev.holdpoint.policy.propose.Proposed;
import dev.holdpoint.policy.revision.Rulebooks;
import dev.holdpoint.policy.simulate.Selection;
import dev.holdpoint.service.Problem;
import dev.holdpoint.service.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;

/** Narrower grants and rules that would have sufficed for the commands on record. */
@Path("/api/v1/policies:propose")
@RolesAllowed({Roles.SECURITY, Roles.AUDITORS, Roles.DBA})
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class ProposeResource {
    private final Proposals proposals;
    private final Rulebooks rulebooks;

    public ProposeResource(Proposals proposals, Rulebooks rulebooks) {
        this.proposals = proposals;
        this.rulebooks = rulebooks;
    }

    /** Answers at the end. */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Proposed> propose(@RequestBodySchema(ProposeRequest.class) byte[] body) {
        var selection = selection(body);
        return Uni.createFrom()
                .completionStage(() -> run(selection, Watcher.PATIENT).toCompletionStage())
                .onFailure(Abandoned.class)
                .transform(SimulateResource::problem)
                .onFailure(NothingUsed.class)
                .transform(
                        none ->
                                new Problem(
                                        422,
                                        "nothing-on-record",
                                        String.valueOf(none.getMessage())));
    }

    /** Tells how far it is, in the events of a simulation. */
    @POST
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(
            @RequestBodySchema(ProposeRequest.class) byte[] body, @Context Sse sse) {
        var selection = selection(body);
        return ToldBySse.telling(sse, watcher -> run(selection, watcher));
    }

    private Future<Proposed> run(Selection selection, Watcher watcher) {
        return proposals.run(rulebooks.current(), selection, watcher);
    }

    private static Selection selection(byte[] body) {
        return Body.read(body, ProposeRequest.class).selection(Instant.now());
    }
}
