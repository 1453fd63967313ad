package dev.holdpoint.approval.api;

import dev.holdpoint.approval.hold.HoldState;
import dev.holdpoint.approval.inbox.HoldDesk;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.service.CurrentPrincipal;
import dev.holdpoint.service.Page;
import dev.holdpoint.service.Problem;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.Set;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Holds, and votes on them. */
@Path("/api/v1/holds")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class HoldResource {
    private static final Set<String> STATES =
            Set.of("all", "open", "released", "claimed", "refused", "expired", "withdrawn");

    private final HoldDesk desk;
    private final HoldInbox inbox;
    private final Electors electors;
    private final Answers answers;
    private final CurrentPrincipal caller;
    private final InstantSource clock = InstantSource.system();

    HoldResource(
            HoldDesk desk,
            HoldInbox inbox,
            Electors electors,
            Answers answers,
            CurrentPrincipal caller) {
        this.desk = desk;
        this.inbox = inbox;
        this.electors = electors;
        this.answers = answers;
        this.caller = caller;
    }

    @GET
    public Uni<Page<HoldView>> list(
            @RestQuery @DefaultValue("open") String state,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor) {
        if (!STATES.contains(state)) {
            throw new Problem(400, "bad-state", "state is one of " + String.join(", ", STATES));
        }
        var reader = caller.get();
        var after = Page.after(cursor);
        int most = Page.limit(limit);
        var statedAt = caller.issuedAt();
        return answers.of(() -> electors.reader(reader, statedAt))
                .flatMap(handed -> inbox.list(reader, handed, state, after, most))
                .onFailure()
                .transform(Answers::problem);
    }

    @GET
    @Path("/{hold}")
    public Uni<HoldView> show(@RestPath String hold) {
        var reader = caller.get();
        var statedAt = caller.issuedAt();
        return answers.of(
                        () ->
                                electors.reader(reader, statedAt)
                                        .compose(
                                                handed ->
                                                        electors.visible(
                                                                new HoldId(hold), reader, handed)))
                .map(this::view);
    }

    @POST
    @Path("/{hold}/votes")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<HoldView> vote(
            @RestPath String hold,
            @Nullable CastVote vote,
            @HeaderParam("traceparent") @Nullable String traceparent) {
        var voter = caller.get();
        if (vote == null) {
            throw new Problem(422, "unknown-vote", CastVote.CHOICES);
        }
        var action = vote.action(clock.instant());
        var delegator = vote.delegator(voter);
        var statedAt = caller.issuedAt();
        var id = new HoldId(hold);
        return answers.of(
                        () ->
                                electors.elector(id, voter, statedAt, delegator)
                                        .compose(
                                                elector ->
                                                        desk.run(
                                                                id,
                                                                Actor.of(voter.id()),
                                                                traceparent,
                                                                action.apply(elector.voter()))))
                .map(decided -> view(decided.state()));
    }

    private HoldView view(HoldState state) {
        return HoldView.of(state, clock.instant()).orElseThrow();
    }
}
