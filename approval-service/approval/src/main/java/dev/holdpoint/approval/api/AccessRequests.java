package dev.holdpoint.approval.api;

import dev.holdpoint.approval.access.AccessAction;
import dev.holdpoint.approval.access.AccessAction.Approve;
import dev.holdpoint.approval.access.AccessAction.Ask;
import dev.holdpoint.approval.access.AccessAction.Known;
import dev.holdpoint.approval.access.AccessDecider;
import dev.holdpoint.approval.access.AccessRefusal;
import dev.holdpoint.approval.access.AccessState;
import dev.holdpoint.approval.access.AccessState.Asked;
import dev.holdpoint.approval.inbox.Memberships;
import dev.holdpoint.approval.inbox.Voters;
import dev.holdpoint.approval.request.AccessDesk;
import dev.holdpoint.events.AccessEvent;
import dev.holdpoint.events.AccessEvent.AccessApproved;
import dev.holdpoint.events.AccessEvent.AccessExpired;
import dev.holdpoint.events.AccessEvent.AccessRefused;
import dev.holdpoint.events.AccessEvent.AccessRequested;
import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.AccessEvent.AccessVoteCast;
import dev.holdpoint.events.AccessEvent.AccessWithdrawn;
import dev.holdpoint.events.AccessRequestId;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.AccessAnswer.Offered;
import dev.holdpoint.policy.contract.AccessQuery;
import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks policy, then people: what is not offered by policy is not even put before anybody. */
@Singleton
final class AccessRequests {
    /** How often a vote is looked at again because others vote at the same time. */
    private static final int ATTEMPTS = 5;

    private final AccessDesk desk;
    private final OfferDesk offers;
    private final Memberships memberships;
    private final Voters voters;

    AccessRequests(AccessDesk desk, OfferDesk offers, Memberships memberships, Voters voters) {
        this.desk = desk;
        this.offers = offers;
        this.memberships = memberships;
        this.voters = voters;
    }

    /** What somebody asks for, before policy was asked. */
    record Wish(
            AccessRequestId id,
            Principal requester,
            TargetName target,
            AccessScope scope,
            String reason,
            Instant at) {
        AccessQuery query() {
            return new AccessQuery(requester, target, scope, !reason.isBlank());
        }

        AccessRequested requested(Offered offered) {
            return new AccessRequested(
                    id,
                    requester,
                    target,
                    scope,
                    reason,
                    offered.revision(),
                    offered.rules(),
                    offered.terms(),
                    at.plusSeconds(offered.terms().expiresAfterSeconds()));
        }
    }

    /** Asked once under an id; the same again is answered with what became of it. */
    Future<Asked> ask(Wish wish, @Nullable String traceparent) {
        return desk.look(wish.id())
                .compose(
                        state ->
                                state instanceof Asked asked
                                        ? Future.succeededFuture(again(asked, wish))
                                        : anew(wish, traceparent));
    }

    private static Asked again(Asked asked, Wish wish) {
        if (!AccessDecider.isRepeated(
                asked, wish.requester(), wish.target(), wish.scope(), wish.reason())) {
            throw AccessRefusal.keyUsed();
        }
        return asked;
    }

    private Future<Asked> anew(Wish wish, @Nullable String traceparent) {
        return offers.offered(wish.query())
                .compose(
                        offered ->
                                run(
                                        wish.id(),
                                        wish.requester().id(),
                                        traceparent,
                                        new Ask(wish.requested(offered))));
    }

    /**
     * An approval.
     *
     * @param scope what they approve of
     */
    record Ballot(Principal voter, String reason, AccessScope scope, Instant at) {
        Approve by(Known known) {
            return new Approve(voter, reason, scope, known, at);
        }
    }

    /** An approval counts only of what policy still offers, to be decided by the same people. */
    Future<Asked> approve(Asked asked, Ballot ballot, @Nullable String traceparent) {
        return approve(asked, ballot, traceparent, ATTEMPTS);
    }

    private Future<Asked> approve(
            Asked asked, Ballot ballot, @Nullable String traceparent, int left) {
        return known(asked, ballot.at())
                .compose(known -> approve(asked, ballot.by(known), traceparent))
                .recover(
                        refused ->
                                isOvertaken(refused) && left > 1
                                        ? again(asked, ballot, traceparent, left - 1)
                                        : Future.failedFuture(refused));
    }

    private Future<Asked> approve(Asked asked, Approve approve, @Nullable String traceparent) {
        var requested = asked.requested();
        var events = desk.preview(asked, approve);
        if (events.isEmpty()) {
            return Future.succeededFuture(asked);
        }
        var scopes =
                Stream.concat(
                                Stream.of(requested.asked()),
                                events.stream().flatMap(AccessRequests::scope))
                        .collect(Collectors.toSet());
        return offers.require(requested, approve.known().requester(), scopes)
                .compose(_ -> run(requested.request(), approve.voter().id(), traceparent, approve));
    }

    /** What an event says may be given. */
    private static Stream<AccessScope> scope(AccessEvent event) {
        return switch (event) {
            case AccessVoteCast vote -> Stream.ofNullable(vote.scope());
            case AccessApproved approved -> Stream.of(approved.scope());
            case AccessRequested _, AccessRefused _, AccessExpired _, AccessWithdrawn _ ->
                    Stream.of();
        };
    }

    private Future<Known> known(Asked asked, Instant now) {
        var approvers = asked.votes().stream().map(AccessVoteCast::approver).toList();
        var requester = memberships.known(asked.requested().requester());
        var groups = memberships.of(Set.copyOf(approvers));
        var delegates = voters.delegatesOf(asked.requested().requester(), now);
        return Future.all(requester, groups, delegates)
                .map(
                        _ ->
                                new Known(
                                        approvers.size(),
                                        requester.result(),
                                        groups.result(),
                                        delegates.result()));
    }

    private Future<Asked> again(
            Asked asked, Ballot ballot, @Nullable String traceparent, int left) {
        return look(asked.requested().request())
                .compose(state -> approve(existing(state), ballot, traceparent, left));
    }

    private static boolean isOvertaken(Throwable failure) {
        return failure instanceof AccessRefusal refused
                && refused.kind() == AccessRefusal.Kind.OVERTAKEN;
    }

    /** Decides and appends. */
    Future<Asked> run(
            AccessRequestId request,
            PrincipalId actor,
            @Nullable String traceparent,
            AccessAction action) {
        return desk.run(request, Actor.of(actor), traceparent, action)
                .map(decided -> existing(decided.state()));
    }

    Future<AccessState> look(AccessRequestId request) {
        return desk.look(request);
    }

    private static Asked existing(AccessState state) {
        return switch (state) {
            case Asked asked -> asked;
            case AccessState.NotAsked _ ->
                    throw new IllegalStateException("nothing was asked under this id");
        };
    }
}
