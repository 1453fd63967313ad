package dev.holdpoint.approval.api;

import dev.holdpoint.approval.hold.HoldAction.BreakGlass;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.inbox.GlassDesk;
import dev.holdpoint.service.CurrentPrincipal;
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
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** Releases of holds by one person who may alone. */
@Path("/api/v1/holds/{hold}/break-glass")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class BreakGlassResource {
    private final GlassDesk desk;
    private final Electors electors;
    private final Answers answers;
    private final CurrentPrincipal caller;
    private final InstantSource clock = InstantSource.system();

    BreakGlassResource(
            GlassDesk desk, Electors electors, Answers answers, CurrentPrincipal caller) {
        this.desk = desk;
        this.electors = electors;
        this.answers = answers;
        this.caller = caller;
    }

    /**
     * Why somebody does not wait for the approvers.
     *
     * @param reason at most 2,000 characters
     */
    public record Breaking(@Nullable String reason) {}

    /** Never in another's place: it is a right of the caller's own groups. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<HoldView> breakGlass(
            @RestPath String hold,
            @Nullable Breaking breaking,
            @HeaderParam("traceparent") @Nullable String traceparent) {
        var breaker = caller.get();
        var statedAt = caller.issuedAt();
        var why = CastVote.readable(breaking == null ? null : breaking.reason());
        if (why.isEmpty()) {
            throw new Problem(
                    422, "reason-required", "Who breaks the glass says why: give a reason.");
        }
        var id = HoldName.of(hold);
        return answers.of(
                        () ->
                                electors.elector(id, breaker, statedAt, null)
                                        .compose(
                                                elector ->
                                                        desk.run(
                                                                id,
                                                                new BreakGlass(
                                                                        elector.voter().principal(),
                                                                        why,
                                                                        clock.instant()),
                                                                traceparent)))
                .map(state -> HoldView.of((Placed) state, List.of(), breaker, clock.instant()));
    }
}
