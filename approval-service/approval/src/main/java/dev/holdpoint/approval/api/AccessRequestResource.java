package dev.holdpoint.approval.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdpoint.approval.access.AccessAction.Deny;
import dev.holdpoint.approval.access.AccessAction.Withdraw;
import dev.holdpoint.approval.access.AccessDecider;
import dev.holdpoint.approval.access.AccessState;
import dev.holdpoint.approval.access.AccessState.Asked;
import dev.holdpoint.approval.api.AccessRequests.Wish;
import dev.holdpoint.approval.inbox.Memberships;
import dev.holdpoint.approval.request.AccessInbox;
import dev.holdpoint.events.AccessRequestId;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.IdSource;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.Sha256;
import dev.holdpoint.events.Uuid7;
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
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Requests for access, and votes on them. */
@Path("/api/v1/access-requests")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
public class AccessRequestResource {
    private static final Set<String> STATES =
            Set.of("all", "open", "approved", "refused", "expired", "withdrawn");
    private static final int LONGEST_KEY = 200;

    private final AccessRequests requests;
    private final AccessInbox inbox;
    private final Memberships memberships;
    private final Answers answers;
    private final CurrentPrincipal caller;
    private final InstantSource clock = InstantSource.system();
    private final IdSource ids = new Uuid7(clock);

    AccessRequestResource(
            AccessRequests requests,
            AccessInbox inbox,
            Memberships memberships,
            Answers answers,
            CurrentPrincipal caller) {
        this.requests = requests;
        this.inbox = inbox;
        this.memberships = memberships;
        this.answers = answers;
        this.caller = caller;
    }

    /** Why, of a request that is withdrawn. */
    public record Withdrawal(@Nullable String reason) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<AccessRequestView> ask(
            @Nullable NewAccessRequest asked,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam("traceparent") @Nullable String traceparent) {
        var requester = caller.get();
        if (asked == null) {
            throw new Problem(422, "no-target", "Send target, effects, seconds and reason.");
        }
        var id = id(requester, key);
        var target = asked.targetName();
        var scope = asked.scope();
        var why = CastVote.readable(asked.reason());
        var at = now();
        return answers.withPolicy(
                        byRecentToken(
                                requester,
                                known ->
                                        requests.ask(
                                                new Wish(id, known, target, scope, why, at),
                                                traceparent)))
                .map(this::view);
    }

    /** By a token that is recent enough, in the groups that no later one lacks. */
    private <T> Supplier<Future<T>> byRecentToken(
            Principal who, Function<Principal, Future<T>> action) {
        var statedAt = caller.issuedAt();
        TokenAge.require(memberships, statedAt);
        return () -> memberships.seen(who, statedAt).compose(action);
    }

    /** The same key of the same caller, for the same human, is the same request. */
    private AccessRequestId id(Principal requester, @Nullable String key) {
        if (key == null) {
            return new AccessRequestId(ids.next());
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new Problem(
                    422, "bad-key", "An Idempotency-Key has 1 to " + LONGEST_KEY + " characters.");
        }
        var id = requester.id();
        var human = Objects.toString(requester.onBehalfOf(), "");
        var whole = String.join("\n", id.issuer(), id.subject(), human, key);
        var digest = ByteBuffer.wrap(Sha256.start().digest(whole.getBytes(UTF_8)));
        return new AccessRequestId(new UUID(digest.getLong(), digest.getLong()).toString());
    }

    @GET
    public Uni<Page<AccessRequestView>> list(
            @RestQuery @DefaultValue("open") String state,
            @RestQuery @Nullable Integer limit,
            @RestQuery @Nullable String cursor) {
        if (!STATES.contains(state)) {
            throw new Problem(400, "bad-state", "state is one of " + String.join(", ", STATES));
        }
        var reader = caller.get();
        var before = Page.after(cursor);
        int most = Page.limit(limit);
        return answers.aside(
                        () -> inbox.list(reader, Audience.seesAll(reader), state, before, most))
                .map(
                        rows ->
                                Page.of(
                                        rows,
                                        most,
                                        AccessInbox.Listed::place,
                                        row -> view((Asked) row.state())));
    }

    @GET
    @Path("/{request}")
    public Uni<AccessRequestView> show(@RestPath String request) {
        var reader = caller.get();
        return view(() -> visible(named(request), reader));
    }

    @POST
    @Path("/{request}/votes")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<AccessRequestView> vote(
            @RestPath String request,
            @Nullable AccessVote vote,
            @HeaderParam("traceparent") @Nullable String traceparent) {
        if (vote == null) {
            throw new Problem(422, "unknown-vote", AccessVote.CHOICES);
        }
        vote.requireInPerson();
        var id = named(request);
        var why = CastVote.readable(vote.reason());
        return switch (vote.vote()) {
            case "approve" -> approve(id, vote, why, traceparent);
            case "deny" -> deny(id, why, traceparent);
            case null, default -> throw new Problem(422, "unknown-vote", AccessVote.CHOICES);
        };
    }

    private Uni<AccessRequestView> approve(
            AccessRequestId id, AccessVote vote, String why, @Nullable String traceparent) {
        var voter = caller.get();
        var at = now();
        return answers.withPolicy(
                        byRecentToken(
                                voter,
                                known ->
                                        visible(id, voter)
                                                .compose(
                                                        asked ->
                                                                requests.approve(
                                                                        asked,
                                                                        vote.ballot(
                                                                                known, why, asked,
                                                                                at),
                                                                        traceparent))))
                .map(this::view);
    }

    private Uni<AccessRequestView> deny(
            AccessRequestId id, String why, @Nullable String traceparent) {
        var voter = caller.get();
        var at = now();
        return view(
                byRecentToken(
                        voter,
                        known ->
                                visible(id, voter)
                                        .compose(
                                                _ ->
                                                        requests.run(
                                                                id,
                                                                voter.id(),
                                                                traceparent,
                                                                new Deny(known, why, at)))));
    }

    @POST
    @Path("/{request}/withdrawal")
    @Consumes(MediaType.APPLICATION_JSON)
    public Uni<AccessRequestView> withdraw(
            @RestPath String request,
            @Nullable Withdrawal withdrawal,
            @HeaderParam("traceparent") @Nullable String traceparent) {
        var who = caller.get();
        var why = CastVote.readable(withdrawal == null ? null : withdrawal.reason());
        var id = named(request);
        var action = new Withdraw(who, why, now());
        return view(
                () ->
                        visible(id, who)
                                .compose(_ -> requests.run(id, who.id(), traceparent, action)));
    }

    private Future<Asked> visible(AccessRequestId id, Principal reader) {
        return requests.look(id).map(state -> requireVisible(state, reader));
    }

    private static Asked requireVisible(AccessState state, Principal reader) {
        if (state instanceof Asked asked && sees(asked, reader)) {
            return asked;
        }
        throw unknown();
    }

    private static AccessRequestId named(String request) {
        if (!HoldName.isOne(request)) {
            throw unknown();
        }
        return new AccessRequestId(request);
    }

    private static Problem unknown() {
        return new Problem(
                404, "unknown-request", "There is no such request, or it is not yours to see.");
    }

    private static boolean sees(Asked asked, Principal reader) {
        return Audience.seesAll(reader)
                || AccessDecider.isOf(asked, reader)
                || asked.votes().stream().anyMatch(vote -> vote.approver().equals(reader.id()))
                || asked.requested().terms().quorum().stream()
                        .map(QuorumPart::group)
                        .anyMatch(reader.groups()::contains);
    }

    private Uni<AccessRequestView> view(Supplier<Future<Asked>> answer) {
        return answers.of(answer).map(this::view);
    }

    private AccessRequestView view(Asked asked) {
        return AccessRequestView.of(asked, now());
    }

    /** As exactly as every store keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
