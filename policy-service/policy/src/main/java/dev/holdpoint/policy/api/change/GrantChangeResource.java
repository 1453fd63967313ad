package dev.holdpoint.policy.api.change;

import static dev.holdpoint.policy.api.change.ChangeAnswers.read;
import static java.util.Objects.requireNonNull;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.policy.api.GrantView;
import dev.holdpoint.policy.grant.GrantDecider;
import dev.holdpoint.policy.grant.GrantRequest;
import dev.holdpoint.policy.language.RequestReader;
import dev.holdpoint.policy.register.GrantDesk;
import dev.holdpoint.policy.revision.Rulebooks;
import dev.holdpoint.service.Problem;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/** Issues, narrows, prolongs and revokes grants; who may do what is decided with the grant. */
@Path("/api/v1/grants")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Timeout(3_000)
@CircuitBreaker(requestVolumeThreshold = 20, delay = 2_000, skipOn = Problem.class)
public class GrantChangeResource {
    private final GrantDesk desk;
    private final Rulebooks rulebooks;
    private final ChangeAnswers answers;
    private final Uuid7 ids = new Uuid7(InstantSource.system());

    GrantChangeResource(GrantDesk desk, Rulebooks rulebooks, ChangeAnswers answers) {
        this.desk = desk;
        this.rulebooks = rulebooks;
        this.answers = answers;
    }

    /** Issues one, standing or until {@code expiresAt}. */
    @POST
    public Uni<RestResponse<GrantView>> issue(
            @RequestBodySchema(GrantDraft.class) byte[] body,
            @HeaderParam("traceparent") @Nullable String traceparent) {
        var by = answers.requester(null);
        var issued = read(body, text -> RequestReader.issue(text, by.who().id()));
        ChangeAnswers.requireGoverning(by);
        requireKnown(issued.spec().targets());
        var id = new GrantId(issued.id().orElseGet(() -> "rest-" + ids.next()));
        var request = new GrantRequest.Issue(id, issued.spec(), issued.reason(), by);
        return run(request, traceparent, Status.CREATED);
    }

    /** Makes it give less, never more. */
    @POST
    @Path("/{grant}:narrow")
    public Uni<RestResponse<GrantView>> narrow(
            @RestPath String grant,
            @RequestBodySchema(GrantLess.class) byte[] body,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("traceparent") @Nullable String traceparent) {
        var by = answers.requester(ifMatch);
        var narrowed = read(body, RequestReader::narrow);
        var request = new GrantRequest.Narrow(id(grant), narrowed.less(), narrowed.reason(), by);
        return run(request, traceparent, Status.OK);
    }

    /** Sets the date of its next review; lifts a suspension. */
    @POST
    @Path("/{grant}:reviewed")
    public Uni<RestResponse<GrantView>> reviewed(
            @RestPath String grant,
            @RequestBodySchema(GrantReview.class) byte[] body,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("traceparent") @Nullable String traceparent) {
        var by = answers.requester(ifMatch);
        var reviewed = read(body, RequestReader::review);
        var request =
                new GrantRequest.Review(id(grant), reviewed.reviewBy(), reviewed.reason(), by);
        return run(request, traceparent, Status.OK);
    }

    /** Ends it, and the sessions that are open by it. */
    @POST
    @Path("/{grant}:revoke")
    public Uni<RestResponse<GrantView>> revoke(
            @RestPath String grant,
            @RequestBodySchema(Reason.class) byte[] body,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            @HeaderParam("traceparent") @Nullable String traceparent) {
        var by = answers.requester(ifMatch);
        var reason = read(body, (String text) -> RequestReader.reason(text));
        var request = new GrantRequest.Revoke(id(grant), reason, by);
        return run(request, traceparent, Status.OK);
    }

    private static GrantId id(String grant) {
        return new GrantId(read(() -> RequestReader.name(grant)));
    }

    private Uni<RestResponse<GrantView>> run(
            GrantRequest request, @Nullable String traceparent, Status status) {
        var actor = Actor.of(request.by().who().id());
        return ChangeAnswers.of(
                        () -> desk.run(actor, traceparent, new GrantDecider.Action.Ask(request)))
                .map(
                        decided ->
                                ChangeAnswers.versioned(
                                        status,
                                        GrantView.of(
                                                request.grant(),
                                                decided.state(),
                                                requireNonNull(decided.changedAt())),
                                        decided.version()));
    }

    private void requireKnown(Collection<TargetName> targets) {
        var known = rulebooks.current().targets().keySet();
        List<String> unknown =
                targets.stream()
                        .filter(target -> !known.contains(target))
                        .map(TargetName::value)
                        .toList();
        if (!unknown.isEmpty()) {
            throw new Problem(
                    422,
                    "unknown-target",
                    "No such target is registered: " + String.join(", ", unknown) + ".");
        }
    }
}
