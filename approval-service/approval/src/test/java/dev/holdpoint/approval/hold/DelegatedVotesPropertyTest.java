package dev.holdpoint.approval.hold;

import static dev.holdpoint.approval.hold.Holds.ALICE;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.dba;
import static dev.holdpoint.approval.hold.Holds.person;
import static dev.holdpoint.approval.hold.Holds.placed;
import static dev.holdpoint.approval.hold.Holds.terms;
import static dev.holdpoint.approval.hold.Places.inPlace;
import static dev.holdpoint.approval.hold.Places.where;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.Retract;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.approval.hold.HoldState.Released;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalId;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Random people vote for themselves, in each other's places and take back, at random. */
class DelegatedVotesPropertyTest {
    private static final int ROUNDS = 4_000;
    private static final Principal TAINTED = person("tam", "dba");
    private static final List<Principal> PEOPLE =
            Stream.concat(
                            Stream.of(ALICE, TAINTED),
                            Stream.of("a", "b", "c", "d").map(name -> person(name, "dba")))
                    .toList();

    private final HoldDecider decider = new HoldDecider();

    @Test
    void nobody_is_behind_two_votes_and_nobody_of_the_requesters_side_behind_any() {
        var random = new Random(20261122);
        int released = 0;
        for (int round = 0; round < ROUNDS; round++) {
            var state = decider.evolve(decider.initial(), placed(terms(dba(2 + round % 2))));
            for (int step = 0; step < 20 && !(state instanceof Released); step++) {
                state = step(state, action(random));
                check(((Placed) state).ballot());
            }
            released += state instanceof Released ? 1 : 0;
        }
        assertThat(released).isGreaterThan(ROUNDS / 10);
    }

    private static void check(Ballot ballot) {
        var seen = new HashSet<PrincipalId>();
        for (var vote : ballot.votes()) {
            var place = vote.inPlaceOf();
            var behind =
                    place == null
                            ? List.of(vote.approver())
                            : List.of(vote.approver(), place.delegator());
            assertThat(behind).as("%s", ballot.votes()).allMatch(seen::add);
        }
        assertThat(seen).doesNotContain(ALICE.id(), TAINTED.id());
    }

    private HoldState step(HoldState state, HoldAction action) {
        try {
            for (HoldEvent event : decider.decide(state, action)) {
                state = decider.evolve(state, event);
            }
            return state;
        } catch (ActionRefused refused) {
            return state;
        }
    }

    private static HoldAction action(Random random) {
        var one = any(random);
        var other = any(random);
        if (random.nextInt(5) == 0) {
            return new Retract(one, "", NOON);
        }
        var voter = one.equals(other) ? Voter.inPerson(one) : inPlace(one, other);
        var ballot = random.nextBoolean() ? null : Integer.valueOf(random.nextInt(6));
        return new Approve(where(voter, TAINTED), "", NOON, ballot);
    }

    private static Principal any(Random random) {
        return PEOPLE.get(random.nextInt(PEOPLE.size()));
    }
}
