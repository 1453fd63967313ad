package dev.holdpoint.approval.hold;

import dev.holdpoint.events.DelegationId;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.PrincipalId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Those who approved and in whose place, looked up before a claim.
 *
 * @param asked who was looked up; whoever voted after that does not count in this claim
 * @param groups those they are known to be in by now; who is missing was never seen, and is in
 *     those of the vote
 * @param delegations of those they voted by, the ones that are in force, with the groups they are
 *     for
 * @param requestersDelegates who may vote in the place of anybody of the requester's side by now
 */
public record Approvers(
        Set<PrincipalId> asked,
        Map<PrincipalId, List<String>> groups,
        Map<DelegationId, List<String>> delegations,
        Set<PrincipalId> requestersDelegates) {
    public Approvers {
        asked = Set.copyOf(asked);
        groups = Map.copyOf(groups);
        delegations = Map.copyOf(delegations);
        requestersDelegates = Set.copyOf(requestersDelegates);
    }

    /** Where nobody has handed anything over. */
    public Approvers(Set<PrincipalId> asked, Map<PrincipalId, List<String>> groups) {
        this(asked, groups, Map.of(), Set.of());
    }

    /** Those who voted and in whose place, and who broke the glass, to be looked up. */
    public static Set<PrincipalId> of(Ballot ballot) {
        var broken = ballot.broken();
        return Stream.concat(
                        ballot.votes().stream().flatMap(Approvers::of),
                        Stream.ofNullable(broken == null ? null : broken.breaker()))
                .collect(Collectors.toSet());
    }

    /** The account that voted, and that of whoever's vote it is. */
    static Stream<PrincipalId> of(VoteCast vote) {
        return Stream.of(vote.approver(), vote.member()).distinct();
    }
}
