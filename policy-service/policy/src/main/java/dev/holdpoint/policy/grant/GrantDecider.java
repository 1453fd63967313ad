package dev.holdpoint.policy.grant;

import dev.holdpoint.eventlog.store.Decider;
import dev.holdpoint.events.AccessEvent.AccessApproved;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.GrantEvent.GrantExpired;
import dev.holdpoint.events.GrantEvent.GrantIssued;
import dev.holdpoint.events.GrantEvent.GrantNarrowed;
import dev.holdpoint.events.GrantEvent.GrantRevoked;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantEvent.GrantSuspended;
import dev.holdpoint.events.GrantEvent.GrantWithheld;
import dev.holdpoint.events.GrantEvent.Recipient;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.StreamId;
import dev.holdpoint.policy.change.ChangeRefused;
import dev.holdpoint.policy.change.ChangeRefused.Kind;
import dev.holdpoint.policy.grant.GrantState.Live;
import dev.holdpoint.policy.grant.GrantState.Never;
import dev.holdpoint.policy.grant.GrantState.Over;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decides on one grant's stream, for documents, for people and for the clock. */
public final class GrantDecider implements Decider<GrantState, GrantDecider.Action, GrantEvent> {
    /** What may be asked. */
    public sealed interface Action {
        GrantId grant();

        /** Be as its document says; a wider grant is revoked and issued anew. */
        record Issue(GrantId grant, GrantSpec spec, Instant now) implements Action {}

        /** Be gone: there is no document of it. */
        record Revoke(GrantId grant, String reason) implements Action {}

        /** Be over if its time has come. */
        record Expire(GrantId grant, Instant now) implements Action {}

        /** Be suspended if its review date has passed. */
        record Suspend(GrantId grant, Instant now) implements Action {}

        /**
         * Be what people approved, unless it is over by now; once and never again.
         *
         * @param objection why policy does not have it given; empty if it does
         */
        record Give(AccessApproved approved, Optional<String> objection, Instant now)
                implements Action {
            @Override
            public GrantId grant() {
                return approved.request().grant();
            }
        }

        /** Be what somebody asks for. */
        record Ask(GrantRequest request) implements Action {
            @Override
            public GrantId grant() {
                return request.grant();
            }
        }
    }

    public static StreamId stream(GrantId grant) {
        return new StreamId("grant/" + grant.value());
    }

    @Override
    public GrantState initial() {
        return GrantState.NEVER;
    }

    @Override
    public GrantState evolve(GrantState state, GrantEvent event) {
        return state.after(event);
    }

    @Override
    public List<GrantEvent> decide(GrantState state, Action action) {
        return switch (action) {
            case Action.Issue issue -> issue(state, issue);
            case Action.Revoke(var grant, var reason) -> revoke(state, grant, reason);
            case Action.Expire(var grant, var now) ->
                    state.standing() instanceof Live(var spec, _) && isOver(spec, now)
                            ? List.of(new GrantExpired(grant))
                            : List.of();
            case Action.Suspend(var grant, var now) ->
                    state.standing() instanceof Live(var spec, boolean suspended)
                                    && !suspended
                                    && isLapsed(spec, now)
                            ? List.of(new GrantSuspended(grant))
                            : List.of();
            case Action.Give give -> give(state, give);
            case Action.Ask(var request) -> GrantRequests.decide(state, request);
        };
    }

    private static List<GrantEvent> issue(GrantState state, Action.Issue issue) {
        return switch (state.standing()) {
            case Never _ -> anew(issue);
            case Over(var spec, boolean lasting) when lasting && isUnchanged(issue.spec(), spec) ->
                    List.of();
            case Over _ -> anew(issue);
            case Live(var before, _) -> change(before, issue);
        };
    }

    private static List<GrantEvent> give(GrantState state, Action.Give give) {
        if (state.version() > 0) {
            return List.of();
        }
        var approved = give.approved();
        var spec = spec(approved);
        var objection =
                give.objection()
                        .or(
                                () ->
                                        isOver(spec, give.now())
                                                ? Optional.of(
                                                        "It was for until " + approved.until())
                                                : Optional.empty());
        return List.of(
                objection
                        .<GrantEvent>map(why -> new GrantWithheld(give.grant(), why))
                        .orElseGet(() -> new GrantIssued(give.grant(), spec, reason(approved))));
    }

    /** It is for the requester alone; the approver who completed the quorum answers for it. */
    private static GrantSpec spec(AccessApproved approved) {
        var approver = approved.approvers().getLast();
        return new GrantSpec(
                List.of(),
                List.of(),
                List.of(approved.target()),
                Map.of(),
                approved.scope().effects(),
                approver.subject(),
                approved.until(),
                null,
                Origin.APPROVAL,
                null,
                approver,
                Recipient.of(approved.requester()));
    }

    private static String reason(AccessApproved approved) {
        var why = approved.reason();
        return "Access request %s%s".formatted(approved.request(), why.isBlank() ? "" : ": " + why);
    }

    private static List<GrantEvent> anew(Action.Issue issue) {
        return isOver(issue.spec(), issue.now())
                ? List.of()
                : List.of(new GrantIssued(issue.grant(), issue.spec(), null));
    }

    private static List<GrantEvent> change(GrantSpec before, Action.Issue issue) {
        var grant = issue.grant();
        var spec = issue.spec();
        if (!before.origin().equals(spec.origin())) {
            throw new ChangeRefused(
                    Kind.TAKEN,
                    "The name %s is that of a grant which is not from a document."
                            .formatted(grant));
        }
        if (before.equals(spec)) {
            return List.of();
        }
        return Narrowing.isNarrower(spec, before)
                ? List.of(narrowed(grant, spec))
                : List.of(
                        new GrantRevoked(grant, "Its document was changed.", false),
                        new GrantIssued(grant, spec, null));
    }

    private static GrantNarrowed narrowed(GrantId grant, GrantSpec spec) {
        return new GrantNarrowed(grant, spec, "Its document was narrowed.");
    }

    private static List<GrantEvent> revoke(GrantState state, GrantId grant, String reason) {
        return state.standing() instanceof Live(var spec, _) && spec.origin().equals(Origin.FILE)
                ? List.of(new GrantRevoked(grant, reason, false))
                : List.of();
    }

    /** A role that gives more or less by now is no change of the grants that have it. */
    private static boolean isUnchanged(GrantSpec spec, GrantSpec revoked) {
        boolean sameRole = spec.role() != null && spec.role().equals(revoked.role());
        return spec.equals(sameRole ? revoked.reaching(spec) : revoked);
    }

    /** Whether the grant's time is over. */
    public static boolean isOver(GrantSpec spec, Instant now) {
        return spec.expiresAt() != null && !now.isBefore(spec.expiresAt());
    }

    /** Whether the grant's review date has passed. */
    public static boolean isLapsed(GrantSpec spec, Instant now) {
        return spec.reviewBy() != null && !now.isBefore(spec.reviewBy());
    }
}
