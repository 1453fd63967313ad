package dev.holdpoint.approval.api;

import dev.holdpoint.approval.api.HoldView.Look;
import dev.holdpoint.approval.hold.HoldState.Open;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.inbox.AlikeHolds;
import dev.holdpoint.approval.inbox.HoldHistory;
import dev.holdpoint.approval.inbox.VotingDesk;
import dev.holdpoint.approval.inbox.VotingDesk.Voted;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
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
import java.util.List;
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
            Set.of(
                    "all",
                    "open",
                    "released",
                    "claimed",
                    "refused",
                    "expired",
                    "withdrawn",
                    "to-review");

    private final VotingDesk votes;
    private final AlikeHolds alike;
    private final HoldInbox inbox;
    private final Electors electors;
    private final Answers answers;
    private final CurrentPrincipal caller;
    private final InstantSource clock = InstantSource.system();

    HoldResource(
            VotingDesk votes,
            AlikeHolds alike,
            HoldInbox inbox,
            Electors electors,
            Answers answers,
            CurrentPrincipal caller) {
        this.votes = votes;
        this.alike = alike;
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
                .flatMap(rows -> answers.of(() -> page(rows, most, reader)))
                .onFailure()
                .transform(Answers::problem);
    }

    /** Of open holds that are alike the first is there alone, and names the others. */
    private Future<Page<HoldView>> page(List<HoldRow> rows, int most, Principal reader) {
        var now = clock.instant();
        var kinds = rows.stream().filter(HoldRow::isOpen).map(row -> row.alike).toList();
        return alike.open(kinds)
                .map(
                        open ->
                                Page.of(
                                        rows,
                                        most,
                                        row -> row.hold,
                                        row ->
                                                view(
                                                        row,
                                                        open.getOrDefault(row.alike, List.of()),
                                                        reader,
                                                        now)));
    }

    private static HoldView view(HoldRow row, List<String> open, Principal reader, Instant now) {
        var others = row.isOpen() ? open.stream().filter(one -> !one.equals(row.hold)) : null;
        return HoldView.of(
                (Placed) HoldHistory.state(row.history),
                others == null ? List.of() : others.toList(),
                reader,
                now);
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
                                                electors.visible(HoldName.of(hold), reader, handed))
                                .compose(placed -> view(placed, null, reader)));
    }

    /** What became of the like before. */
    @GET
    @Path("/{hold}/similar")
    public Uni<Page<HoldView>> similar(
            @RestPath String hold,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor) {
        var reader = caller.get();
        var after = Page.after(cursor);
        int most = Page.limit(limit);
        var statedAt = caller.issuedAt();
        return answers.of(() -> seen(HoldName.of(hold), reader, statedAt))
                .flatMap(
                        seen ->
                                inbox.similar(
                                        reader,
                                        seen.handedOver(),
                                        seen.placed(),
                                        after.isEmpty() ? hold : after,
                                        most))
                .flatMap(rows -> answers.of(() -> page(rows, most, reader)))
                .onFailure()
                .transform(Answers::problem);
    }

    /** A hold that somebody sees, perhaps for the groups in whose members' place they may vote. */
    private record Seen(Set<String> handedOver, HoldPlaced placed) {}

    private Future<Seen> seen(HoldId hold, Principal reader, Instant statedAt) {
        return electors.reader(reader, statedAt)
                .compose(
                        handed ->
                                electors.visible(hold, reader, handed)
                                        .map(found -> new Seen(handed, found.ballot().placed())));
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
        var cast = vote.on(HoldName.of(hold), clock.instant());
        var delegator = vote.delegator(voter);
        var statedAt = caller.issuedAt();
        return answers.of(
                () ->
                        electors.elector(cast.hold(), voter, statedAt, delegator)
                                .compose(
                                        elector ->
                                                votes.cast(
                                                        elector.hold(),
                                                        elector.voter(),
                                                        cast,
                                                        traceparent))
                                .compose(voted -> voted(voted, voter)));
    }

    private Future<HoldView> voted(Voted voted, Principal voter) {
        var followed = voted.followed().stream().map(HoldView.Followed::of).toList();
        return view((Placed) voted.state(), followed, voter);
    }

    /** A vote is cast whether or not others that are alike can be told. */
    private Future<HoldView> view(
            Placed placed, @Nullable List<HoldView.Followed> followed, Principal reader) {
        Future<List<String>> others =
                placed instanceof Open
                        ? alike.open(placed.ballot())
                        : Future.succeededFuture(List.of());
        return others.onFailure(e -> LOG.warnf("holds that are alike not read: cause=%s", e))
                .otherwise(List.of())
                .map(
                        open ->
                                HoldView.of(
                                        placed, open, followed, new Look(reader, clock.instant())));
    }
}
