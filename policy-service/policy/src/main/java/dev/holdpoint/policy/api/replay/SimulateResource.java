package dev.holdpoint.policy.api.replay;

import dev.holdpoint.policy.api.Body;
import dev.holdpoint.policy.api.Findings;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.passage.Abandoned;
import dev.holdpoint.policy.passage.Watcher;
import dev.holdpoint.policy.revision.PolicyDesk;
import dev.holdpoint.policy.revision.Rulebooks;
import dev.holdpoint.policy.simulate.Draft;
import dev.holdpoint.policy.simulate.Selection;
import dev.holdpoint.policy.simulate.Simulation;
import dev.holdpoint.policy.simulate.Simulations;
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

/** What documents that are not published would have decided about the commands on record. */
@Path("/api/v1/policies:simulate")
@RolesAllowed({Roles.SECURITY, Roles.AUDITORS, Roles.DBA})
@Consumes(MediaType.APPLICATION_JSON)
@Blocking
public class SimulateResource {
    private final Simulations simulations;
    private final DocumentReader reader;
    private final Rulebooks rulebooks;
    private final PolicyDesk desk;

    public SimulateResource(
            Simulations simulations, DocumentReader reader, Rulebooks rulebooks, PolicyDesk desk) {
        this.simulations = simulations;
        this.reader = reader;
        this.rulebooks = rulebooks;
        this.desk = desk;
    }

    /** Answers at the end. */
    @POST
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Simulation> simulate(@RequestBodySchema(SimulateRequest.class) byte[] body) {
        var order = order(body);
        return Uni.createFrom()
                .completionStage(() -> run(order, Watcher.PATIENT).toCompletionStage())
                .onFailure(Abandoned.class)
                .transform(SimulateResource::problem);
    }

    /**
     * Tells how far it is in events named {@code progress}; the last one is a {@code result}, or a
     * {@code problem}.
     */
    @POST
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> stream(
            @RequestBodySchema(SimulateRequest.class) byte[] body, @Context Sse sse) {
        var order = order(body);
        return ToldBySse.telling(sse, watcher -> run(order, watcher));
    }

    private record Order(Draft draft, Selection selection) {}

    private Future<Simulation> run(Order order, Watcher watcher) {
        return simulations.run(order.draft(), order.selection(), watcher);
    }

    private Order order(byte[] body) {
        var request = Body.read(body, SimulateRequest.class);
        var selection = request.selection(Instant.now());
        try {
            var documents = reader.read(request.files());
            var known = rulebooks.current().targets().keySet();
            return new Order(Draft.of(documents, known, desk.targetsOfRest()), selection);
        } catch (InvalidDocuments e) {
            throw Findings.problem("invalid-documents", e);
        }
    }

    static Problem problem(Throwable abandoned) {
        return new Problem(503, "simulation-abandoned", String.valueOf(abandoned.getMessage()));
    }
}
