package dev.holdpoint.approval.hold;

import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.GlassBroken;
import dev.holdpoint.events.HoldEvent.HoldJudged;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldEvent.VoteRetracted;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.HoldTerms.Stage;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.Vote;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was put before the approvers, and their votes so far.
 *
 * @param votes the last one of everybody whose vote stands
 * @param fallen whose approval does not stand any more: they took it back, or somebody of an
 *     earlier stage did
 * @param approvals how often each account has approved, or somebody has in its place, whether or
 *     not it still stands
 * @param reminded whether those who are asked were reminded
 * @param standIns groups whose members count for every part, since an escalation
 * @param number how many votes were cast and taken back: it tells one ballot from a later one
 * @param judgements what was said of it after the release, the last one of which counts
 * @param broken who released it alone; null if nobody did
 */
public record Ballot(
        HoldPlaced placed,
        List<VoteCast> votes,
        Set<PrincipalId> fallen,
        Map<PrincipalId, Integer> approvals,
        boolean reminded,
        List<String> standIns,
        int number,
        List<HoldJudged> judgements,
        @Nullable GlassBroken broken) {
    public Ballot {
        votes = List.copyOf(votes);
        fallen = Set.copyOf(fallen);
        approvals = Map.copyOf(approvals);
        standIns = List.copyOf(standIns);
        judgements = List.copyOf(judgements);
    }

    static Ballot of(HoldPlaced placed) {
        return new Ballot(
                placed, List.of(), Set.of(), Map.of(), false, List.of(), 0, List.of(), null);
    }

    Ballot with(VoteCast vote) {
        var others = votes.stream().filter(cast -> !cast.approver().equals(vote.approver()));
        var counts = new HashMap<>(approvals);
        if (vote.vote() == Vote.APPROVE) {
            Approvers.of(vote).forEach(account -> counts.putIfAbsent(account, 0));
            counts.merge(vote.approver(), 1, Integer::sum);
        }
        return with(Stream.concat(others, Stream.of(vote)).toList(), fallen, counts);
    }

    Ballot without(VoteRetracted retracted) {
        var voter = retracted.approver();
        int stage = of(voter).map(Ballot::stage).orElse(Integer.MAX_VALUE);
        Predicate<VoteCast> falls = vote -> vote.approver().equals(voter) || stage(vote) > stage;
        var now = votes.stream().filter(falls).map(VoteCast::approver);
        return with(
                votes.stream().filter(falls.negate()).toList(),
                Stream.concat(fallen.stream(), now).collect(Collectors.toSet()),
                approvals);
    }

    private Ballot with(
            List<VoteCast> standing, Set<PrincipalId> down, Map<PrincipalId, Integer> counts) {
        return new Ballot(
                placed, standing, down, counts, reminded, standIns, number + 1, judgements, broken);
    }

    /** The same with these votes only. */
    Ballot recounted(List<VoteCast> left) {
        return new Ballot(
                placed, left, fallen, approvals, reminded, standIns, number, judgements, broken);
    }

    Ballot afterReminder() {
        return new Ballot(
                placed, votes, fallen, approvals, true, standIns, number, judgements, broken);
    }

    Ballot open(List<String> groups) {
        return new Ballot(
                placed, votes, fallen, approvals, reminded, groups, number, judgements, broken);
    }

    Ballot with(GlassBroken alone) {
        return new Ballot(
                placed, votes, fallen, approvals, reminded, standIns, number, judgements, alone);
    }

    Ballot with(HoldJudged judged) {
        var all = Stream.concat(judgements.stream(), Stream.of(judged)).toList();
        return new Ballot(
                placed, votes, fallen, approvals, reminded, standIns, number, all, broken);
    }

    /** What was last said of it. */
    public Optional<HoldJudged> judgement() {
        return judgements.isEmpty() ? Optional.empty() : Optional.of(judgements.getLast());
    }

    /** The vote of {@code voter} that stands. */
    public Optional<VoteCast> of(PrincipalId voter) {
        return votes.stream().filter(vote -> vote.approver().equals(voter)).findFirst();
    }

    /** The vote that {@code account} cast, or that somebody cast in its place, and that stands. */
    Optional<VoteCast> castFor(PrincipalId account) {
        return votes.stream()
                .filter(vote -> Approvers.of(vote).anyMatch(account::equals))
                .findFirst();
    }

    /** By which votes, or else by whom alone, it is or was to be released. */
    public List<HoldEvent> carriers() {
        return broken == null ? List.copyOf(votes) : List.of(broken);
    }

    /** Whether people have released it. */
    boolean wasReleased() {
        return broken != null || isComplete();
    }

    /** Whether {@code voter} has ever voted or broken the glass, or somebody did in their place. */
    public boolean knows(PrincipalId voter) {
        return castFor(voter).isPresent()
                || fallen.contains(voter)
                || broken != null && broken.breaker().equals(voter);
    }

    boolean has(PrincipalId voter, Vote answer) {
        return of(voter).filter(vote -> vote.vote() == answer).isPresent();
    }

    /** How the approvals fill the quorum of each stage. */
    public List<Quorum> quorums() {
        var order = placed.terms().order();
        return IntStream.rangeClosed(1, order.size())
                .mapToObj(number -> Quorum.of(order.get(number - 1).from(), approvalsOf(number)))
                .toList();
    }

    private List<List<String>> approvalsOf(int stage) {
        return votes.stream()
                .filter(vote -> vote.vote() == Vote.APPROVE && stage(vote) == stage)
                .map(VoteCast::groups)
                .toList();
    }

    static int stage(VoteCast vote) {
        var stage = vote.stage();
        return stage == null ? 1 : stage;
    }

    boolean isComplete() {
        return quorums().stream().allMatch(Quorum::isMet);
    }

    /** The number of the stage that is asked now, the last one if all have answered. */
    public int stage() {
        var quorums = quorums();
        return IntStream.rangeClosed(1, quorums.size())
                .filter(number -> !quorums.get(number - 1).isMet())
                .findFirst()
                .orElse(quorums.size());
    }

    /** The groups of a stage that somebody of that standing counts for. */
    List<String> counting(Stage stage, Standing standing) {
        return stage.from().stream()
                .filter(part -> standing.counts(part, standIns))
                .map(QuorumPart::group)
                .distinct()
                .toList();
    }

    /** The groups of all stages that somebody of that standing counts for. */
    List<String> counting(Standing standing) {
        return placed.terms().order().stream()
                .flatMap(stage -> counting(stage, standing).stream())
                .distinct()
                .toList();
    }

    Stage asked() {
        return placed.terms().order().get(stage() - 1);
    }
}
