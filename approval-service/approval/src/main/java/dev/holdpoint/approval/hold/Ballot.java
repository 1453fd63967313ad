package dev.holdpoint.approval.hold;

import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.Vote;
import java.util.List;
import java.util.stream.Stream;

/** What was put before the approvers, and their votes so far. */
public record Ballot(HoldPlaced placed, List<VoteCast> votes) {
    public Ballot {
        votes = List.copyOf(votes);
    }

    Ballot with(VoteCast vote) {
        return new Ballot(placed, Stream.concat(votes.stream(), Stream.of(vote)).toList());
    }

    boolean has(PrincipalId voter, Vote answer) {
        return votes.stream()
                .anyMatch(vote -> vote.approver().equals(voter) && vote.vote() == answer);
    }

    /** How the approvals fill the quorum. */
    public Quorum quorum() {
        return Quorum.of(
                placed.terms().quorum(),
                votes.stream().filter(vote -> vote.vote() == Vote.APPROVE).toList());
    }
}
