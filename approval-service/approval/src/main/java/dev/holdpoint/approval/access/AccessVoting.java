package dev.holdpoint.approval.access;

import dev.holdpoint.approval.access.AccessAction.Approve;
import dev.holdpoint.approval.access.AccessAction.Deny;
import dev.holdpoint.approval.access.AccessAction.Known;
import dev.holdpoint.approval.access.AccessState.Approved;
import dev.holdpoint.approval.access.AccessState.Asked;
import dev.holdpoint.approval.access.AccessState.Open;
import dev.holdpoint.approval.access.AccessState.Refused;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.approval.hold.Quorum;
import dev.holdpoint.events.AccessEvent;
import dev.holdpoint.events.AccessEvent.AccessApproved;
import dev.holdpoint.events.AccessEvent.AccessRefused;
import dev.holdpoint.events.AccessEvent.AccessRequested;
import dev.holdpoint.events.AccessEvent.AccessScope;
import dev.holdpoint.events.AccessEvent.AccessVoteCast;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.Vote;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who may vote on a request for access, and what their votes do. */
final class AccessVoting {
    /** How often a person may approve of one request, by whichever accounts. */
    static final int MOST_APPROVALS = 10;

    private final People people;

    AccessVoting(People people) {
        this.people = people;
    }

    List<AccessEvent> approve(Open open, Approve action) {
        var requested = open.requested();
        var voter = action.voter();
        requireApprover(open, voter);
        requireNoDelegate(action);
        requireInTime(open, action);
        requireSeen(open, action);
        var vote = vote(requested, action);
        if (last(open, voter.id()).filter(vote::equals).isPresent()) {
            return List.of();
        }
        requireFirst(open, voter);
        requireReason(requested, action.reason());
        var tally = tally(open, vote, action);
        return tally.isMet(requested.terms().quorum())
                ? List.of(vote, approved(requested, tally, action))
                : List.of(vote);
    }

    List<AccessEvent> deny(Open open, Deny action) {
        var requested = open.requested();
        var voter = action.voter();
        requireVoter(open, voter);
        if (open.isDue(action.at())) {
            throw AccessRefusal.over(OverReason.of(open));
        }
        requireReason(requested, action.reason());
        return List.of(
                new AccessVoteCast(
                        requested.request(),
                        voter.id(),
                        counting(requested, voter.groups()),
                        Vote.DENY,
                        action.reason(),
                        null),
                new AccessRefused(requested.request(), voter.id(), action.reason()));
    }

    /** Refuses approval by anybody on the requester's side, machines and outsiders. */
    void requireApprover(Asked asked, Principal voter) {
        if (people.together(voter, asked.requested().requester())) {
            throw AccessRefusal.selfApproval();
        }
        requireVoter(asked, voter);
    }

    private void requireNoDelegate(Approve action) {
        if (people.isAmong(action.known().requestersDelegates(), action.voter().id())) {
            throw AccessRefusal.requestersDelegate();
        }
    }

    /** Refuses machines, votes through machines, and outsiders. */
    void requireVoter(Asked asked, Principal voter) {
        if (!people.actsInPerson(voter)) {
            throw AccessRefusal.notAPerson();
        }
        if (counting(asked.requested(), voter.groups()).isEmpty()) {
            throw AccessRefusal.notEligible(asked.requested().terms().quorum());
        }
    }

    /** Whether somebody's approval of just that has been acted upon. */
    static boolean repeats(Asked asked, Principal voter, @Nullable AccessScope scope) {
        var whole = asked.requested().asked();
        return asked instanceof Approved
                && last(asked, voter.id())
                        .filter(cast -> cast.vote() == Vote.APPROVE)
                        .map(cast -> or(cast.scope(), whole).equals(or(scope, whole)))
                        .orElse(false);
    }

    /** Whether it was somebody's denial that ended it. */
    static boolean repeats(Asked asked, Principal voter) {
        return asked instanceof Refused refused && refused.approver().equals(voter.id());
    }

    private static AccessScope or(@Nullable AccessScope scope, AccessScope whole) {
        return scope == null ? whole : scope;
    }

    static Optional<AccessVoteCast> last(Asked asked, PrincipalId voter) {
        return asked.votes().stream()
                .filter(vote -> vote.approver().equals(voter))
                .reduce((_, later) -> later);
    }

    private static void requireInTime(Open open, Approve action) {
        if (open.isDue(action.at())) {
            throw AccessRefusal.over(OverReason.of(open));
        }
    }

    private static void requireReason(AccessRequested requested, String reason) {
        if (requested.terms().justificationRequired() && reason.isBlank()) {
            throw AccessRefusal.justificationRequired();
        }
    }

    private static void requireSeen(Open open, Approve action) {
        if (open.votes().size() != action.known().votes()) {
            throw AccessRefusal.overtaken();
        }
    }

    /** Refuses who has approved by another account, or time and again. */
    private void requireFirst(Open open, Principal voter) {
        var person = people.person(voter.id());
        var own =
                open.votes().stream()
                        .map(AccessVoteCast::approver)
                        .filter(approver -> people.person(approver).equals(person))
                        .toList();
        own.stream()
                .filter(account -> !account.equals(voter.id()))
                .findFirst()
                .ifPresent(
                        account -> {
                            throw AccessRefusal.votedAlready(account.subject());
                        });
        if (own.size() >= MOST_APPROVALS) {
            throw AccessRefusal.tooManyVotes(MOST_APPROVALS);
        }
    }

    private static AccessVoteCast vote(AccessRequested requested, Approve action) {
        var scope = or(action.scope(), requested.asked());
        if (!scope.isWithin(requested.asked())) {
            throw AccessRefusal.wider();
        }
        return new AccessVoteCast(
                requested.request(),
                action.voter().id(),
                counting(requested, action.voter().groups()),
                Vote.APPROVE,
                action.reason(),
                scope);
    }

    /**
     * The votes that count by what is known of their voters by now, the new one last: as at the
     * claim of a hold, of nobody on the requester's side nor of their delegates, and once of each
     * person.
     */
    private Tally tally(Open open, AccessVoteCast vote, Approve action) {
        var counted = new ArrayList<AccessVoteCast>();
        Stream.concat(open.votes().stream(), Stream.of(vote))
                .forEach(
                        cast -> {
                            counted.removeIf(one -> one.approver().equals(cast.approver()));
                            counted.add(cast);
                        });
        var persons = new HashSet<PrincipalId>();
        return new Tally(
                counted.stream()
                        .map(cast -> cast.equals(vote) ? cast : byNow(open, cast, action))
                        .filter(cast -> !cast.groups().isEmpty())
                        .filter(cast -> isApart(open, cast.approver(), action.known()))
                        .filter(cast -> persons.add(people.person(cast.approver())))
                        .toList());
    }

    private boolean isApart(Open open, PrincipalId account, Known known) {
        return !people.isAgent(account)
                && !people.isBehind(open.requested().requester(), account)
                && !people.isAmong(known.requestersDelegates(), account);
    }

    private static AccessVoteCast byNow(Open open, AccessVoteCast cast, Approve action) {
        var known = action.known().groups().get(cast.approver());
        var groups =
                known == null
                        ? cast.groups()
                        : counting(open.requested(), known).stream()
                                .filter(cast.groups()::contains)
                                .toList();
        return new AccessVoteCast(
                cast.request(), cast.approver(), groups, cast.vote(), cast.reason(), cast.scope());
    }

    private static AccessApproved approved(AccessRequested requested, Tally tally, Approve action) {
        var scope = tally.scope(requested.asked());
        return new AccessApproved(
                requested.request(),
                action.known().requester(),
                requested.target(),
                requested.asked(),
                scope,
                requested.terms(),
                tally.votes().stream().map(AccessVoteCast::approver).toList(),
                requested.reason(),
                action.at().plusSeconds(scope.seconds()));
    }

    /** The groups of the quorum that somebody in {@code groups} counts for. */
    private static List<String> counting(AccessRequested requested, Collection<String> groups) {
        return requested.terms().quorum().stream()
                .filter(part -> part.admits(groups))
                .map(QuorumPart::group)
                .distinct()
                .toList();
    }

    /** Approvals that count. */
    private record Tally(List<AccessVoteCast> votes) {
        boolean isMet(List<QuorumPart> quorum) {
            return Quorum.of(quorum, votes.stream().map(AccessVoteCast::groups).toList()).isMet();
        }

        /** What all of them agree to. */
        AccessScope scope(AccessScope asked) {
            var effects = new ArrayList<Effect>(asked.effects());
            long seconds = asked.seconds();
            for (var vote : votes) {
                var scope = or(vote.scope(), asked);
                effects.retainAll(scope.effects());
                seconds = Math.min(seconds, scope.seconds());
            }
            if (effects.isEmpty()) {
                throw AccessRefusal.nothingInCommon();
            }
            return new AccessScope(effects, seconds);
        }
    }
}
