package dev.holdpoint.approval.api;

import dev.holdpoint.approval.delegation.DelegationAction.Revoke;
import dev.holdpoint.approval.delegation.Delegations;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.approval.inbox.DelegationBook;
import dev.holdpoint.approval.inbox.DelegationBook.Asked;
import dev.holdpoint.approval.inbox.DelegationDesk;
import dev.holdpoint.approval.inbox.Memberships;
import dev.holdpoint.events.DelegationEvent.DelegationGiven;
import dev.holdpoint.events.DelegationId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.Uuid7;
import dev.holdpoint.service.CurrentPrincipal;
import dev.holdpoint.service.Page;
import dev.holdpoint.service.Problem;
import dev.holdpoint.service.Roles;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/** Rights to vote that people hand to each other for a time. */
@Path("/api/v1/delegations")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class DelegationResource {
    private static final Set<String> STATES = Set.of("open", "all");

    private final DelegationDesk desk;
    private final DelegationBook book;
    private final Memberships memberships;
    private final Answers answers;
    private final CurrentPrincipal caller;
    private final InstantSource clock = InstantSource.system();
    private final Uuid7 ids = new Uuid7(clock);

    DelegationResource(
            DelegationDesk desk,
            DelegationBook book,
            Memberships memberships,
            Answers answers,
            CurrentPrincipal caller) {
        this.desk = desk;
        this.book = book;
        this.memberships = memberships;
        this.answers = answers;
        this.caller = caller;
    }

    /**
     * Those the caller gave or was given, the newest first; everybody's for who governs or audits.
     *
     * @param state {@code open}: those that are not over; {@code all}
     */
    @GET
    public Uni<Page<DelegationView>> list(
            @RestQuery @DefaultValue("open") String state,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor) {
        if (!STATES.contains(state)) {
            throw new Problem(400, "bad-state", "state is open or all, not " + state + ".");
        }
        var reader = caller.get();
        var asked = new Asked(reader.id(), Audience.seesAll(reader), state.equals("all"));
        var after = Page.after(cursor);
        int most = Page.limit(limit);
        var now = clock.instant();
        return answers.of(() -> book.page(asked, after, most + 1, now))
                .map(
                        lines ->
                                Page.of(
                                        lines,
                                        most,
                                        line -> line.given().delegation().value(),
                                        line -> DelegationView.of(line, now)));
    }

    /** Hands the caller's vote over; the same again is answered with the delegation there is. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<RestResponse<DelegationView>> give(
            @Nullable NewDelegation asked,
            @HeaderParam("traceparent") @Nullable String traceparent) {
        var delegator = caller.get();
        var statedAt = caller.issuedAt();
        TokenAge.require(memberships, statedAt);
        var now = clock.instant();
        var wanted = asked == null ? new NewDelegation(null, null, null, null, null) : asked;
        var given = wanted.given(new DelegationId(ids.next()), delegator, now);
        return answers.of(
                        () ->
                                memberships
                                        .note(delegator, statedAt)
                                        .compose(
                                                _ -> desk.give(delegator, given, traceparent, now)))
                .map(
                        decided ->
                                RestResponse.ResponseBuilder.create(
                                                decided.events().isEmpty()
                                                        ? Status.OK
                                                        : Status.CREATED,
                                                view(decided.state(), given, now))
                                        .build());
    }

    private static DelegationView view(Delegations all, DelegationGiven asked, Instant now) {
        return DelegationView.of(all.same(asked, now).orElseThrow(), all, now);
    }

    /** Ends one before its time; whoever gave it, whoever has it, and security may. */
    @POST
    @Path("/{delegation}:revoke")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<DelegationView> revoke(
            @RestPath String delegation,
            @Nullable RevokedDelegation why,
            @HeaderParam("traceparent") @Nullable String traceparent) {
        var statedAt = caller.issuedAt();
        TokenAge.require(memberships, statedAt);
        var now = clock.instant();
        var id = new DelegationId(delegation);
        var reason = CastVote.readable(why == null ? null : why.reason());
        return answers.of(
                        () ->
                                memberships
                                        .seen(caller.get(), statedAt)
                                        .map(who -> revoke(who, id, reason, now))
                                        .compose(
                                                action ->
                                                        delegator(id, action.by().id())
                                                                .compose(
                                                                        by ->
                                                                                desk.revoke(
                                                                                        by,
                                                                                        action,
                                                                                        traceparent))))
                .map(decided -> decided.state())
                .map(all -> DelegationView.of(all.find(id).orElseThrow(), all, now));
    }

    /** Only a person governs, and only as what they are known to be. */
    private static Revoke revoke(Principal who, DelegationId id, String reason, Instant now) {
        boolean governs = People.isPerson(who) && who.groups().contains(Roles.SECURITY);
        return new Revoke(who, governs, id, reason, now);
    }

    /** Most are ended by who gave them, whose own are known at once. */
    private Future<PrincipalId> delegator(DelegationId delegation, PrincipalId caller) {
        return desk.look(caller)
                .compose(
                        own ->
                                own.find(delegation).isPresent()
                                        ? Future.succeededFuture(caller)
                                        : book.delegatorOf(delegation)
                                                .map(found -> found.orElse(caller)));
    }
}
