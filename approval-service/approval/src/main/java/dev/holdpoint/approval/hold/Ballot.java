package dev.holdpoint.approval.hold;

import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldEvent.VoteRetracted;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.Vote;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was put before the approvers, and their votes so far.
 *
 * @param votes the last one of everybody who has not taken it back
 * @param retracted who took an approval back
 * @param number how many votes were cast and taken back: it tells one ballot from a later one
 */
public record Ballot(
        HoldPlaced placed, List<VoteCast> votes, Set<PrincipalId> retracted, int number) {
    public Ballot {
        votes = List.copyOf(votes);
        retracted = Set.copyOf(retracted);
    }

    static Ballot of(HoldPlaced placed) {
        return new Ballot(placed, List.of(), Set.of(), 0);
    }

    Ballot with(VoteCast vote) {
        return new Ballot(
                placed,
                Stream.concat(others(vote.approver()), Stream.of(vote)).toList(),
                retracted,
                number + 1);
    }

    Ballot without(VoteRetracted vote) {
        var voter = vote.approver();
        return new Ballot(
                placed,
                others(voter).toList(),
                Stream.concat(retracted.stream(), Stream.of(voter)).collect(Collectors.toSet()),
                number + 1);
    }

    private Stream<VoteCast> others(PrincipalId voter) {
        return votes.stream().filter(vote -> !vote.approver().equals(voter));
    }

    /** What {@code voter} said last, unless they took it back. */
    public Optional<VoteCast> of(PrincipalId voter) {
        return votes.stream().filter(vote -> vote.approver().equals(voter)).findFirst();
    }

    /** Whether {@code voter} has ever voted. */
    public boolean knows(PrincipalId voter) {
        return of(voter).isPresent() || retracted.contains(voter);
    }

    boolean has(PrincipalId voter, Vote answer) {
        return of(voter).filter(vote -> vote.vote() == answer).isPresent();
    }

    /** How the approvals fill the quorum. */
    public Quorum quorum() {
        return Quorum.of(
                placed.terms().quorum(),
                votes.stream().filter(vote -> vote.vote() == Vote.APPROVE).toList());
    }
}
