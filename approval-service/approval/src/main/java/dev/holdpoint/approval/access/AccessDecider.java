package dev.holdpoint.approval.access;

import dev.holdpoint.approval.access.AccessAction.Approve;
import dev.holdpoint.approval.access.AccessAction.Ask;
import dev.holdpoint.approval.access.AccessAction.Deny;
import dev.holdpoint.approval.access.AccessAction.Expire;
import dev.holdpoint.approval.access.AccessAction.Revoke;
import dev.holdpoint.approval.access.AccessAction.Withdraw;
import dev.holdpoint.approval.access.AccessState.Approved;
import dev.holdpoint.approval.access.AccessState.Asked;
import dev.holdpoint.approval.access.AccessState.Expired;
import dev.holdpoint.approval.access.AccessState.NotAsked;
import dev.holdpoint.approval.access.AccessState.Open;
import dev.holdpoint.approval.access.AccessState.Refused;
import dev.holdpoint.approval.access.AccessState.Withdrawn;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.eventlog.store.Decider;
import dev.holdpoint.events.AccessEvent;
import dev.holdpoint.events.AccessEvent.AccessApproved;
import dev.holdpoint.events.AccessEvent.AccessExpired;
import dev.holdpoint.events.AccessEvent.AccessRefused;
import dev.holdpoint.events.AccessEvent.AccessRequested;
import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.AccessEvent.AccessVoteCast;
import dev.holdpoint.events.AccessEvent.AccessWithdrawn;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.TargetName;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Decides what an action does to a request: the first durable decision wins, and stays. */
public final class AccessDecider implements Decider<AccessState, AccessAction, AccessEvent> {
    private final AccessVoting voting;

    /** Takes every account for a person of its own. */
    public AccessDecider() {
        this(People.UNLINKED);
    }

    /** Knows which accounts are one person's. */
    public AccessDecider(People people) {
        this.voting = new AccessVoting(people);
    }

    @Override
    public AccessState initial() {
        return new NotAsked();
    }

    @Override
    public AccessState evolve(AccessState state, AccessEvent event) {
        return switch (event) {
            case AccessRequested requested -> new Open(requested, List.of());
            case AccessVoteCast vote -> with(asked(state), vote);
            case AccessApproved approved ->
                    new Approved(
                            asked(state).requested(),
                            asked(state).votes(),
                            approved.scope(),
                            approved.until());
            case AccessRefused(_, var approver, var reason) ->
                    new Refused(asked(state).requested(), asked(state).votes(), approver, reason);
            case AccessExpired _ -> new Expired(asked(state).requested(), asked(state).votes());
            case AccessWithdrawn(_, var reason) ->
                    new Withdrawn(asked(state).requested(), asked(state).votes(), reason);
        };
    }

    private static Asked asked(AccessState state) {
        return switch (state) {
            case NotAsked _ -> throw new IllegalStateException("a request starts by being asked");
            case Asked asked -> asked;
        };
    }

    private static Open with(Asked asked, AccessVoteCast vote) {
        return new Open(
                asked.requested(), Stream.concat(asked.votes().stream(), Stream.of(vote)).toList());
    }

    @Override
    public List<AccessEvent> decide(AccessState state, AccessAction action) {
        return switch (state) {
            case NotAsked _ -> decideNotAsked(action);
            case Open open -> decideOpen(open, action);
            case Approved _, Refused _, Expired _, Withdrawn _ -> decideOver(asked(state), action);
        };
    }

    private static List<AccessEvent> decideNotAsked(AccessAction action) {
        return switch (action) {
            case Ask(var requested) -> List.of(requested);
            case Approve _, Deny _, Withdraw _ -> throw AccessRefusal.unknown();
            case Expire _, Revoke _ -> List.of();
        };
    }

    private List<AccessEvent> decideOpen(Open open, AccessAction action) {
        var request = open.requested().request();
        return switch (action) {
            case Ask(var again) -> repeated(open, again);
            case Approve approve -> voting.approve(open, approve);
            case Deny deny -> voting.deny(open, deny);
            case Revoke revoke -> revoke(open, revoke);
            case Withdraw(var who, var reason, _) -> {
                requireOwn(open, who);
                yield List.of(new AccessWithdrawn(request, reason));
            }
            case Expire(var at) -> open.isDue(at) ? List.of(new AccessExpired(request)) : List.of();
        };
    }

    private List<AccessEvent> decideOver(Asked state, AccessAction action) {
        return switch (action) {
            case Ask(var again) -> repeated(state, again);
            case Approve(var voter, _, var scope, _, _) -> {
                voting.requireApprover(state, voter);
                yield late(state, AccessVoting.repeats(state, voter, scope));
            }
            case Deny(var voter, _, _) -> {
                voting.requireVoter(state, voter);
                yield late(state, AccessVoting.repeats(state, voter));
            }
            case Withdraw(var who, _, _) -> {
                requireOwn(state, who);
                if (state instanceof Withdrawn) {
                    yield List.of();
                }
                throw AccessRefusal.over(OverReason.of(state));
            }
            case Expire _, Revoke _ -> List.of();
        };
    }

    private static List<AccessEvent> revoke(Open open, Revoke revoke) {
        return open.votes().stream()
                .map(AccessVoteCast::approver)
                .filter(revoke.accounts()::contains)
                .findFirst()
                .<List<AccessEvent>>map(
                        approver ->
                                List.of(
                                        new AccessRefused(
                                                open.requested().request(),
                                                revoke.by(),
                                                "the approval of %s was taken back: %s"
                                                        .formatted(
                                                                approver.subject(),
                                                                revoke.reason()))))
                .orElse(List.of());
    }

    /** Whether the same was asked before by the same, so that asking again is no news. */
    public static boolean isRepeated(
            Asked state, Principal requester, TargetName target, AccessScope scope, String reason) {
        var before = state.requested();
        return isBy(requester, before.requester())
                && before.target().equals(target)
                && before.asked().equals(scope)
                && before.reason().equals(reason);
    }

    private static List<AccessEvent> repeated(Asked state, AccessRequested again) {
        if (!isRepeated(state, again.requester(), again.target(), again.asked(), again.reason())) {
            throw AccessRefusal.keyUsed();
        }
        return List.of();
    }

    /** A repeated vote that decided is no news; any other one is void. */
    private static List<AccessEvent> late(Asked state, boolean repeats) {
        if (repeats) {
            return List.of();
        }
        throw AccessRefusal.over(OverReason.of(state));
    }

    private static void requireOwn(Asked state, Principal who) {
        if (!isOf(state, who)) {
            throw AccessRefusal.notYours();
        }
    }

    /** Whether somebody asked it, or is the human that who asked acts for. */
    public static boolean isOf(Asked state, Principal who) {
        var requester = state.requested().requester();
        boolean isHuman = who.onBehalfOf() == null && who.id().equals(requester.onBehalfOf());
        return isHuman || isBy(who, requester);
    }

    /** An agent is somebody else for each human it acts for. */
    private static boolean isBy(Principal who, Principal requester) {
        return who.id().equals(requester.id())
                && Objects.equals(who.onBehalfOf(), requester.onBehalfOf());
    }
}
