package dev.holdpoint.approval.inbox;

import static dev.holdpoint.approval.hold.Holds.EXPIRY;
import static dev.holdpoint.approval.hold.Holds.OTHER_DIGEST;
import static java.util.stream.Collectors.toSet;

import dev.holdpoint.approval.hold.HoldAction;
import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.BreakGlass;
import dev.holdpoint.approval.hold.HoldAction.Claim;
import dev.holdpoint.approval.hold.HoldAction.ClaimTicket;
import dev.holdpoint.approval.hold.HoldAction.Deny;
import dev.holdpoint.approval.hold.HoldAction.Expire;
import dev.holdpoint.approval.hold.HoldAction.Judge;
import dev.holdpoint.approval.hold.HoldAction.Place;
import dev.holdpoint.approval.hold.HoldAction.Retract;
import dev.holdpoint.approval.hold.HoldAction.Revoke;
import dev.holdpoint.approval.hold.HoldAction.TurnAway;
import dev.holdpoint.approval.hold.HoldAction.Withdraw;
import dev.holdpoint.approval.inbox.HoldModel.Answer.Events;
import dev.holdpoint.approval.inbox.HoldModel.Answer.Refused;
import dev.holdpoint.approval.inbox.HoldModel.Answer.Unknown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A hold of some votes as a table, written without looking at the decider. A race is right if some
 * order of its actions, one after the other, gives every action the answer it got and the stream
 * the events it has.
 */
record HoldModel(
        int votes, Stage stage, Set<String> by, Set<String> retracted, Optional<String> breaker) {
    enum Stage {
        OPEN,
        RELEASED,
        CLAIMED,
        REFUSED,
        DEAD
    }

    /** What came of an action, as far as whoever asked for it can tell. */
    sealed interface Answer {
        /** The kinds of event it answered with. */
        record Events(List<String> kinds) implements Answer {}

        record Refused() implements Answer {}

        /** The connection to the store broke in between: it happened, or it did not. */
        record Unknown() implements Answer {}
    }

    record Seen(HoldAction action, Answer answer) {}

    private record Step(HoldModel after, Optional<List<String>> answer) {
        boolean isAnswered(Answer seen) {
            return switch (seen) {
                case Events(var kinds) -> answer.equals(Optional.of(kinds));
                case Refused() -> answer.isEmpty();
                case Unknown() -> true;
            };
        }
    }

    static boolean explains(int votes, List<Seen> seen, List<String> stream) {
        return new HoldModel(votes, Stage.OPEN, Set.of(), Set.of(), Optional.empty())
                .explains(seen, stream, 1);
    }

    private boolean explains(List<Seen> rest, List<String> stream, int read) {
        if (rest.isEmpty()) {
            return read == stream.size();
        }
        return rest.stream()
                .anyMatch(
                        next ->
                                happened(next, rest, stream, read)
                                        || next.answer() instanceof Unknown
                                                && explains(without(rest, next), stream, read));
    }

    private boolean happened(Seen next, List<Seen> rest, List<String> stream, int read) {
        var step = step(next.action());
        var events = step.answer().orElse(List.of());
        int end = read + events.size();
        return step.isAnswered(next.answer())
                && end <= stream.size()
                && stream.subList(read, end).equals(events)
                && step.after().explains(without(rest, next), stream, end);
    }

    private static List<Seen> without(List<Seen> all, Seen one) {
        var rest = new ArrayList<>(all);
        rest.remove(one);
        return rest;
    }

    private Step step(HoldAction action) {
        return switch (action) {
            case Approve(var voter, _, _, _) -> approve(voter.principal().id().subject());
            case Deny(var voter, _, _) -> deny(voter.principal().id().subject());
            case Retract(var voter, _, _) -> retract(voter.id().subject());
            case BreakGlass(var who, _, _) -> breakGlass(who.id().subject());
            case Expire(var at) -> at.isBefore(EXPIRY) ? stay() : end("HoldExpired");
            case Withdraw _ -> end("HoldWithdrawn");
            case Claim claim -> claim(claim);
            case ClaimTicket _, Judge _ -> refuse();
            case Place _, TurnAway _, Revoke _ -> stay();
        };
    }

    private Step approve(String voter) {
        return switch (stage) {
            case OPEN -> approveOpen(voter);
            case RELEASED, CLAIMED -> by.contains(voter) ? stay() : refuse();
            case REFUSED, DEAD -> refuse();
        };
    }

    private Step approveOpen(String voter) {
        if (by.contains(voter)) {
            return stay();
        }
        if (retracted.contains(voter)) {
            return refuse();
        }
        var now = with(by, voter);
        return now.size() == votes
                ? go(Stage.RELEASED, now, "VoteCast", "HoldReleased")
                : go(Stage.OPEN, now, "VoteCast");
    }

    private Step retract(String voter) {
        return switch (stage) {
            case OPEN -> by.contains(voter) ? takeBack(voter) : stay();
            case RELEASED, CLAIMED, REFUSED, DEAD -> refuse();
        };
    }

    private Step takeBack(String voter) {
        var others = by.stream().filter(other -> !other.equals(voter)).collect(toSet());
        return new Step(
                new HoldModel(votes, Stage.OPEN, others, with(retracted, voter), breaker),
                Optional.of(List.of("VoteRetracted")));
    }

    private static Set<String> with(Set<String> some, String one) {
        return Stream.concat(some.stream(), Stream.of(one)).collect(toSet());
    }

    private Step breakGlass(String who) {
        return switch (stage) {
            case OPEN ->
                    new Step(
                            new HoldModel(votes, Stage.RELEASED, by, retracted, Optional.of(who)),
                            Optional.of(List.of("GlassBroken", "HoldReleased")));
            case RELEASED, CLAIMED -> breaker.equals(Optional.of(who)) ? stay() : refuse();
            case REFUSED, DEAD -> refuse();
        };
    }

    private Step deny(String voter) {
        return switch (stage) {
            case OPEN -> go(Stage.REFUSED, Set.of(voter), "VoteCast", "HoldRefused");
            case REFUSED -> by.contains(voter) ? stay() : refuse();
            case RELEASED, CLAIMED, DEAD -> refuse();
        };
    }

    private Step end(String event) {
        return switch (stage) {
            case OPEN, RELEASED -> go(Stage.DEAD, Set.of(), event);
            case CLAIMED, REFUSED, DEAD -> stay();
        };
    }

    private Step claim(Claim claim) {
        return stage == Stage.RELEASED && !claim.digest().equals(OTHER_DIGEST)
                ? go(Stage.CLAIMED, by, "HoldClaimed")
                : refuse();
    }

    private Step stay() {
        return new Step(this, Optional.of(List.of()));
    }

    private Step refuse() {
        return new Step(this, Optional.empty());
    }

    private Step go(Stage next, Set<String> voters, String... events) {
        return new Step(
                new HoldModel(votes, next, voters, retracted, breaker),
                Optional.of(List.of(events)));
    }
}
