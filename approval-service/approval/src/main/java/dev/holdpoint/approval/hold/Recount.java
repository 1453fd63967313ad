package dev.holdpoint.approval.hold;

import dev.holdpoint.approval.hold.ActionRefused.ApproversLeft;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.PrincipalId;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Counts the approvals of a released hold again, by what is known of its approvers by now. */
final class Recount {
    private final People people;
    private final GlassBreaking breaking;

    Recount(People people) {
        this.people = people;
        this.breaking = new GlassBreaking(people);
    }

    /**
     * Refuses a release that would not come about today.
     *
     * @param approvers as they were looked up
     */
    void require(Ballot ballot, Approvers approvers) {
        var broken = ballot.broken();
        if (broken == null) {
            requireQuorum(ballot, approvers);
        } else {
            breaking.requireStill(broken, approvers);
        }
    }

    private void requireQuorum(Ballot ballot, Approvers approvers) {
        var persons = new HashSet<PrincipalId>();
        var left =
                ballot.votes().stream()
                        .filter(vote -> Approvers.of(vote).allMatch(approvers.asked()::contains))
                        .flatMap(vote -> counted(ballot, vote, approvers, persons).stream())
                        .toList();
        if (!ballot.recounted(left).isComplete()) {
            var stay = left.stream().map(VoteCast::approver).toList();
            throw new ApproversLeft(
                    ballot.votes().stream()
                            .filter(vote -> !stay.contains(vote.approver()))
                            .toList());
        }
    }

    private Optional<VoteCast> counted(
            Ballot ballot, VoteCast vote, Approvers approvers, Set<PrincipalId> persons) {
        var counting = counting(ballot, vote, approvers);
        var voters = people.persons(Approvers.of(vote));
        boolean stands =
                !counting.isEmpty()
                        && Approvers.of(vote).allMatch(one -> isApart(ballot, approvers, one))
                        && Collections.disjoint(persons, voters)
                        && persons.addAll(voters);
        return stands ? Optional.of(vote.by(counting)) : Optional.empty();
    }

    private boolean isApart(Ballot ballot, Approvers approvers, PrincipalId account) {
        return !people.isAgent(account)
                && !people.isBehind(ballot.placed().requester(), account)
                && !people.isAmong(approvers.requestersDelegates(), account);
    }

    /** Who was never seen by a token is taken to be where the vote says; not so for a delegator. */
    private static List<String> counting(Ballot ballot, VoteCast vote, Approvers approvers) {
        if (vote.inPlaceOf() == null && !approvers.groups().containsKey(vote.approver())) {
            return vote.groups();
        }
        var stage = ballot.placed().terms().order().get(Ballot.stage(vote) - 1);
        return standing(vote, approvers).map(by -> ballot.counting(stage, by)).stream()
                .flatMap(List::stream)
                .filter(vote.groups()::contains)
                .toList();
    }

    private static Optional<Standing> standing(VoteCast vote, Approvers approvers) {
        var known = approvers.groups();
        var place = vote.inPlaceOf();
        var own = known.getOrDefault(vote.approver(), List.of());
        if (place == null) {
            return Optional.of(new Standing.Own(own));
        }
        var handedOver = approvers.delegations().get(place.delegation());
        var groups = known.get(place.delegator());
        return handedOver == null || groups == null || !known.containsKey(vote.approver())
                ? Optional.empty()
                : Optional.of(new Standing.InPlace(handedOver, groups, own));
    }
}
