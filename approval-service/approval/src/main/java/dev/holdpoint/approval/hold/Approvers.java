package dev.holdpoint.approval.hold;

import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.PrincipalId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Those who approved, looked up before a claim.
 *
 * @param asked who was looked up; whoever voted after that does not count in this claim
 * @param groups those they are known to be in by now; who is missing was never seen, and is in
 *     those of the vote
 */
public record Approvers(Set<PrincipalId> asked, Map<PrincipalId, List<String>> groups) {
    public Approvers {
        asked = Set.copyOf(asked);
        groups = Map.copyOf(groups);
    }

    /** Those who voted, to be looked up. */
    public static Set<PrincipalId> of(Collection<VoteCast> votes) {
        return Set.copyOf(votes.stream().map(VoteCast::approver).toList());
    }
}
