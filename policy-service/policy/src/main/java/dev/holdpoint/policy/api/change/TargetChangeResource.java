package dev.holdpoint.policy.api.change;

import static dev.holdpoint.policy.api.change.ChangeAnswers.read;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.TargetEvent.TargetRegistered;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.api.TargetView;
import dev.holdpoint.policy.contract.secret.SecretBounds;
import dev.holdpoint.policy.contract.secret.SecretSettings;
import dev.holdpoint.policy.language.RequestReader;
import dev.holdpoint.policy.register.TargetDesk;
import dev.holdpoint.policy.target.TargetDecider;
import dev.holdpoint.policy.target.TargetRequest;
import dev.holdpoint.service.Problem;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/**
 * Registers, changes and removes targets; the secret goes in as a reference and never comes out.
 */
@Path("/api/v1/targets")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Timeout(3_000)
@CircuitBreaker(requestVolumeThreshold = 20, delay = 2_000, skipOn = Problem.class)
public class TargetChangeResource {
    private final TargetDesk desk;
    private final ChangeAnswers answers;
    private final SecretBounds bounds;

    TargetChangeResource(TargetDesk desk, ChangeAnswers answers, SecretSettings secrets) {
        this.desk = desk;
        this.answers = answers;
        this.bounds = secrets.bounds();
    }

    /** Registers it, or changes the version that If-Match names. */
    @PUT
    @Path("/{target}")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<TargetView>> put(
            @RestPath String target,
            @RequestBodySchema(TargetDraft.class) byte[] body,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("traceparent") @Nullable String traceparent) {
        var by = answers.requester(ifMatch);
        var name = name(target);
        var spec = read(body, text -> RequestReader.target(text, bounds::require));
        var action = new TargetDecider.Action.Ask(new TargetRequest.Put(name, spec, by));
        return ChangeAnswers.of(() -> desk.run(Actor.of(by.who().id()), traceparent, action))
                .map(
                        decided -> {
                            var registered = Objects.requireNonNull(decided.state().registered());
                            boolean isNew =
                                    decided.events().stream()
                                            .anyMatch(TargetRegistered.class::isInstance);
                            return ChangeAnswers.versioned(
                                    isNew ? Status.CREATED : Status.OK,
                                    TargetView.of(name, registered, decided.version()),
                                    decided.version());
                        });
    }

    /** Removes it, and ends the sessions that are open there. */
    @DELETE
    @Path("/{target}")
    public Uni<RestResponse<Void>> remove(
            @RestPath String target,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("traceparent") @Nullable String traceparent) {
        var by = answers.requester(ifMatch);
        var action = new TargetDecider.Action.Ask(new TargetRequest.Drop(name(target), by));
        return ChangeAnswers.of(() -> desk.run(Actor.of(by.who().id()), traceparent, action))
                .map(_ -> RestResponse.<Void>noContent());
    }

    private static TargetName name(String target) {
        return new TargetName(read(() -> RequestReader.name(target)));
    }
}
