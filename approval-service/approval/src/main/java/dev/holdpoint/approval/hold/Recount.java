package dev.holdpoint.approval.hold;

import dev.holdpoint.approval.hold.ActionRefused.ApproversLeft;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.PrincipalId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Counts the approvals of a released hold again, by what is known of its approvers by now. */
final class Recount {
    private final People people;

    Recount(People people) {
        this.people = people;
    }

    /**
     * Refuses a release that would not come about today.
     *
     * @param approvers as they were looked up
     */
    void require(Ballot ballot, Approvers approvers) {
        var persons = new HashSet<PrincipalId>();
        var left =
                ballot.votes().stream()
                        .filter(vote -> approvers.asked().contains(vote.approver()))
                        .flatMap(
                                vote -> counted(ballot, vote, approvers.groups(), persons).stream())
                        .toList();
        var recounted = ballot.recounted(left);
        if (!recounted.isComplete()) {
            throw new ApproversLeft(
                    ballot.votes().stream()
                            .filter(vote -> !left.contains(vote))
                            .map(vote -> vote.approver().subject())
                            .toList());
        }
    }

    private Optional<VoteCast> counted(
            Ballot ballot,
            VoteCast vote,
            Map<PrincipalId, List<String>> groups,
            Set<PrincipalId> persons) {
        var placed = ballot.placed();
        var stage = placed.terms().order().get(Ballot.stage(vote) - 1);
        var now = groups.getOrDefault(vote.approver(), vote.groups());
        var counting =
                groups.containsKey(vote.approver())
                        ? ballot.counting(stage, now).stream()
                                .filter(vote.groups()::contains)
                                .toList()
                        : vote.groups();
        boolean stands =
                !counting.isEmpty()
                        && !people.isBehind(placed.requester(), vote.approver())
                        && persons.add(people.person(vote.approver()));
        return stands ? Optional.of(vote.by(counting)) : Optional.empty();
    }
}
