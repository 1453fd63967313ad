package dev.holdpoint.approval.hold;

import static dev.holdpoint.approval.hold.Holds.HOLD;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.person;
import static dev.holdpoint.approval.hold.Holds.placed;
import static dev.holdpoint.approval.hold.Holds.staged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.Retract;
import dev.holdpoint.approval.hold.HoldState.Released;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldReleased;
import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldTerms;
import dev.holdpoint.events.HoldTerms.Only;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.HoldTerms.Stage;
import dev.holdpoint.events.Principal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Random people vote and take back at random; whatever releases a hold is looked at again. */
class StagesPropertyTest {
    private static final int ROUNDS = 4_000;
    private static final List<String> GROUPS = List.of("a", "b", "c");

    private final HoldDecider decider = new HoldDecider();

    @Test
    void what_is_released_has_distinct_admitted_people_for_every_seat_in_order() {
        var random = new Random(20261122);
        int released = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var people = people(random);
            var state = decider.evolve(decider.initial(), hold(random));
            for (int step = 0; step < 25 && !(state instanceof Released); step++) {
                state = step(state, action(random, people));
            }
            if (state instanceof Released(var ballot, _)) {
                released++;
                check(ballot, people);
            }
        }
        assertThat(released).isGreaterThan(ROUNDS / 10);
    }

    private static void check(Ballot ballot, List<Principal> people) {
        var voters = ballot.votes().stream().map(VoteCast::approver).toList();
        assertThat(new HashSet<>(voters)).hasSameSizeAs(voters);
        var order = ballot.placed().terms().order();
        for (int number = 1; number <= order.size(); number++) {
            int stage = number;
            var votes =
                    ballot.votes().stream().filter(vote -> Ballot.stage(vote) == stage).toList();
            assertThat(filled(seats(order.get(number - 1)), votes, people))
                    .as("stage %s of %s by %s", number, ballot.placed().terms(), ballot.votes())
                    .isTrue();
        }
        assertThat(ballot.votes().stream().map(Ballot::stage).toList()).isSorted();
    }

    /** Tries every seating. */
    private static boolean filled(
            List<QuorumPart> seats, List<VoteCast> votes, List<Principal> people) {
        return seats.isEmpty()
                || votes.stream()
                        .filter(vote -> seats.getFirst().admits(groups(vote, people)))
                        .anyMatch(
                                vote ->
                                        filled(
                                                seats.subList(1, seats.size()),
                                                without(votes, vote),
                                                people));
    }

    private static List<VoteCast> without(List<VoteCast> votes, VoteCast one) {
        return votes.stream().filter(vote -> !vote.equals(one)).toList();
    }

    private static List<String> groups(VoteCast vote, List<Principal> people) {
        return people.stream()
                .filter(person -> person.id().equals(vote.approver()))
                .findFirst()
                .orElseThrow()
                .groups();
    }

    private static List<QuorumPart> seats(Stage stage) {
        return stage.from().stream()
                .flatMap(part -> IntStream.range(0, part.votes()).mapToObj(_ -> part))
                .toList();
    }

    private HoldState step(HoldState state, HoldAction action) {
        try {
            for (HoldEvent event : decider.decide(state, action)) {
                assertThat(event instanceof HoldReleased)
                        .isEqualTo(((HoldState.Placed) state).ballot().isComplete());
                state = decider.evolve(state, event);
            }
            return state;
        } catch (ActionRefused refused) {
            return state;
        }
    }

    private static HoldAction action(Random random, List<Principal> people) {
        var voter = people.get(random.nextInt(people.size()));
        return random.nextInt(5) == 0
                ? new Retract(voter, "", NOON)
                : new Approve(
                        Voter.inPerson(voter),
                        "",
                        NOON,
                        random.nextBoolean() ? null : random.nextInt(6));
    }

    private static HoldPlaced hold(Random random) {
        var stages =
                IntStream.rangeClosed(0, random.nextInt(3))
                        .mapToObj(_ -> stage(random))
                        .toArray(Stage[]::new);
        HoldTerms terms = staged(stages);
        return placed(HOLD, Holds.AGENT, terms);
    }

    private static Stage stage(Random random) {
        var groups = new ArrayList<>(GROUPS);
        groups.remove(random.nextInt(3));
        return new Stage(
                groups.subList(0, 1 + random.nextInt(2)).stream()
                        .map(group -> new QuorumPart(group, 1 + random.nextInt(2), only(random)))
                        .toList());
    }

    private static Only only(Random random) {
        return new Only(List.of(), List.of(random.nextInt(4) == 0 ? "a" : "nobody"));
    }

    private static List<Principal> people(Random random) {
        return IntStream.range(0, 6)
                .mapToObj(
                        i ->
                                person(
                                        "p" + i,
                                        GROUPS.stream()
                                                .filter(_ -> random.nextInt(3) > 0)
                                                .toArray(String[]::new)))
                .toList();
    }
}
