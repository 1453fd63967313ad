package dev.holdpoint.approval.hold;

import static dev.holdpoint.approval.hold.Holds.BEA;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.CAROL;
import static dev.holdpoint.approval.hold.Holds.approve;
import static dev.holdpoint.approval.hold.Holds.approved;
import static dev.holdpoint.approval.hold.Holds.dba;
import static dev.holdpoint.approval.hold.Holds.given;
import static dev.holdpoint.approval.hold.Holds.person;
import static dev.holdpoint.approval.hold.Holds.placed;
import static dev.holdpoint.approval.hold.Holds.released;
import static dev.holdpoint.approval.hold.Holds.security;
import static dev.holdpoint.approval.hold.Holds.terms;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.HoldEvent.VoteCast;
import dev.holdpoint.events.HoldTerms.QuorumPart;
import dev.holdpoint.events.Vote;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuorumTest {
    @Test
    void a_quorum_of_two_takes_two_people() {
        var two = placed(terms(dba(2)));

        given(two).when(approve(BOB)).then(approved(BOB, "dba"));
        given(two, approved(BOB, "dba")).when(approve(BEA)).then(approved(BEA, "dba"), released());
    }

    @Test
    void one_person_cannot_fill_two_seats_by_voting_twice() {
        given(placed(terms(dba(2))), approved(BOB, "dba")).when(approve(BOB)).thenNothing();
    }

    @Test
    void one_person_in_both_groups_fills_only_one_part() {
        given(placed(terms(dba(1), security(1))))
                .when(approve(CAROL))
                .then(approved(CAROL, "dba", "security"));
    }

    @Test
    void who_counts_where_is_chosen_to_fill_the_most_seats() {
        given(placed(terms(dba(1), security(1))), approved(CAROL, "dba", "security"))
                .when(approve(BOB))
                .then(approved(BOB, "dba"), released());
    }

    @Test
    void every_part_must_be_met() {
        given(placed(terms(dba(1), security(1))), approved(BOB, "dba"))
                .when(approve(BEA))
                .then(approved(BEA, "dba"));
    }

    @Test
    void a_quorum_is_met_exactly_when_some_seating_fills_it() {
        var random = new Random(20261121);
        for (int round = 0; round < 2_000; round++) {
            var parts = randomParts(random);
            var approvals = randomApprovals(random);

            assertThat(Quorum.of(parts, approvals.stream().map(VoteCast::groups).toList()).isMet())
                    .as("%s by %s", parts, approvals)
                    .isEqualTo(someSeatingFills(seats(parts), approvals));
        }
    }

    private static List<QuorumPart> randomParts(Random random) {
        return IntStream.rangeClosed(1, 1 + random.nextInt(3))
                .mapToObj(i -> new QuorumPart("g" + i, 1 + random.nextInt(2)))
                .toList();
    }

    private static List<VoteCast> randomApprovals(Random random) {
        return IntStream.range(0, random.nextInt(7))
                .mapToObj(i -> vote("p" + i, randomGroups(random)))
                .toList();
    }

    private static List<String> randomGroups(Random random) {
        return IntStream.rangeClosed(1, 3)
                .filter(_ -> random.nextBoolean())
                .mapToObj(i -> "g" + i)
                .toList();
    }

    private static VoteCast vote(String name, List<String> groups) {
        return new VoteCast(Holds.HOLD, person(name).id(), groups, Vote.APPROVE, "");
    }

    private static List<String> seats(List<QuorumPart> parts) {
        return parts.stream()
                .flatMap(part -> IntStream.range(0, part.votes()).mapToObj(_ -> part.group()))
                .toList();
    }

    /** Tries every seating. */
    private static boolean someSeatingFills(List<String> seats, List<VoteCast> voters) {
        return seats.isEmpty()
                || voters.stream()
                        .filter(voter -> voter.groups().contains(seats.getFirst()))
                        .anyMatch(
                                voter ->
                                        someSeatingFills(
                                                seats.subList(1, seats.size()),
                                                voters.stream()
                                                        .filter(other -> !other.equals(voter))
                                                        .toList()));
    }
}
