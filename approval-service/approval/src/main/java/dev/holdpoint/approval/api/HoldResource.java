package dev.holdpoint.approval.api;

import dev.holdpoint.approval.hold.HoldState;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.inbox.HoldDesk;
import dev.holdpoint.approval.inbox.Memberships;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.service.CurrentPrincipal;
import dev.holdpoint.service.Page;
import dev.holdpoint.service.Problem;
import io.quarkus.security.Authenticated;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Holds, and votes on them. */
@Path("/api/v1/holds")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class HoldResource {
    private static final Logger LOG = Logger.getLogger(HoldResource.class);
    private static final Set<String> STATES =
            Set.of("all", "open", "released", "claimed", "refused", "expired", "withdrawn");

    private final HoldDesk desk;
    private final HoldInbox inbox;
    private final Answers answers;
    private final CurrentPrincipal caller;
    private final Memberships memberships;
    private final InstantSource clock = InstantSource.system();

    HoldResource(
            HoldDesk desk,
            HoldInbox inbox,
            Answers answers,
            CurrentPrincipal caller,
            Memberships memberships) {
        this.desk = desk;
        this.inbox = inbox;
        this.answers = answers;
        this.caller = caller;
        this.memberships = memberships;
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
        return inbox.list(reader, state, after, most)
                .call(() -> answers.of(() -> noted(reader, statedAt)))
                .onFailure()
                .transform(Answers::problem);
    }

    @GET
    @Path("/{hold}")
    public Uni<HoldView> show(@RestPath String hold) {
        var reader = caller.get();
        var statedAt = caller.issuedAt();
        return answers.of(() -> noted(reader, statedAt).compose(_ -> desk.look(new HoldId(hold))))
                .map(state -> view(requireVisible(state, reader)));
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
        TokenAge.require(memberships, caller.issuedAt());
        var action = vote.action(clock.instant());
        var id = new HoldId(hold);
        var statedAt = caller.issuedAt();
        return answers.of(
                        () ->
                                memberships
                                        .note(voter, statedAt)
                                        .compose(_ -> desk.look(id))
                                        .map(state -> requireVisible(state, voter))
                                        .compose(_ -> memberships.known(voter))
                                        .compose(
                                                known ->
                                                        desk.run(
                                                                id,
                                                                Actor.of(voter.id()),
                                                                traceparent,
                                                                action.apply(known))))
                .map(decided -> view(decided.state()));
    }

    /**
     * Whoever calls shows by a token which groups they are in: at claims it counts. Who only reads
     * is answered without, too: a claim that cannot look them up fails for itself.
     */
    private Future<Void> noted(Principal reader, Instant statedAt) {
        return memberships
                .note(reader, statedAt)
                .onFailure(e -> LOG.warnf("groups of a reader not noted: cause=%s", e))
                .otherwiseEmpty();
    }

    private static Placed requireVisible(HoldState state, Principal reader) {
        if (state instanceof Placed placed && Audience.includes(placed.ballot(), reader)) {
            return placed;
        }
        throw new Problem(404, "unknown-hold", "There is no such hold, or it is not yours to see.");
    }

    private HoldView view(HoldState state) {
        return HoldView.of(state, clock.instant()).orElseThrow();
    }
}
