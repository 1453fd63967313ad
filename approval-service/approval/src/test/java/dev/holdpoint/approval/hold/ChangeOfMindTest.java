package dev.holdpoint.approval.hold;

import static dev.holdpoint.approval.hold.Holds.ALICE;
import static dev.holdpoint.approval.hold.Holds.BEA;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.CAROL;
import static dev.holdpoint.approval.hold.Holds.ERIN;
import static dev.holdpoint.approval.hold.Holds.EXPIRY;
import static dev.holdpoint.approval.hold.Holds.HOLD;
import static dev.holdpoint.approval.hold.Holds.NOON;
import static dev.holdpoint.approval.hold.Holds.agentOf;
import static dev.holdpoint.approval.hold.Holds.approve;
import static dev.holdpoint.approval.hold.Holds.approved;
import static dev.holdpoint.approval.hold.Holds.dba;
import static dev.holdpoint.approval.hold.Holds.denied;
import static dev.holdpoint.approval.hold.Holds.deny;
import static dev.holdpoint.approval.hold.Holds.given;
import static dev.holdpoint.approval.hold.Holds.person;
import static dev.holdpoint.approval.hold.Holds.placed;
import static dev.holdpoint.approval.hold.Holds.released;
import static dev.holdpoint.approval.hold.Holds.security;
import static dev.holdpoint.approval.hold.Holds.terms;

import dev.holdpoint.approval.hold.ActionRefused.BallotChanged;
import dev.holdpoint.approval.hold.ActionRefused.HoldIsOver;
import dev.holdpoint.approval.hold.ActionRefused.NotAPerson;
import dev.holdpoint.approval.hold.ActionRefused.NotEligible;
import dev.holdpoint.approval.hold.ActionRefused.TooManyVotes;
import dev.holdpoint.approval.hold.ActionRefused.UnknownHold;
import dev.holdpoint.approval.hold.HoldAction.Approve;
import dev.holdpoint.approval.hold.HoldAction.Retract;
import dev.holdpoint.approval.hold.People.Person;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldRefused;
import dev.holdpoint.events.HoldEvent.VoteRetracted;
import dev.holdpoint.events.Principal;
import dev.holdpoint.testkit.GivenEvents;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChangeOfMindTest {
    private static final HoldPlaced TWO = placed(terms(dba(2)));
    private static final GivenEvents<HoldState, HoldAction, HoldEvent> BOB_APPROVED =
            given(TWO, approved(BOB, "dba"));
    private static final GivenEvents<HoldState, HoldAction, HoldEvent> BOB_RETRACTED =
            given(TWO, approved(BOB, "dba"), retracted(BOB));

    @Test
    void an_approval_is_taken_back_while_the_hold_is_open_and_counts_no_more() {
        BOB_APPROVED.when(retract(BOB)).then(retracted(BOB));
        BOB_RETRACTED.when(approve(BEA)).then(approved(BEA, "dba"));
        BOB_RETRACTED.when(deny(BOB)).then(denied(BOB), new HoldRefused(HOLD, BOB.id(), "no"));
    }

    @Test
    void taking_back_twice_or_nothing_changes_nothing() {
        BOB_RETRACTED.when(retract(BOB)).thenNothing();
        BOB_APPROVED.when(retract(BEA)).thenNothing();
        given(TWO).when(retract(BOB)).thenNothing();
    }

    @Test
    void an_approval_sent_before_it_was_taken_back_does_not_count_when_it_comes_again() {
        BOB_RETRACTED
                .when(approve(BOB))
                .thenFails(BallotChanged.class)
                .withMessageContaining("now 2");
        BOB_RETRACTED.when(approveSeeing(BOB, 0)).thenFails(BallotChanged.class);
        BOB_RETRACTED.when(approveSeeing(BOB, 1)).thenFails(BallotChanged.class);
    }

    @Test
    void who_took_back_and_saw_the_ballot_since_may_approve_again() {
        BOB_RETRACTED.when(approveSeeing(BOB, 2)).then(approved(BOB, "dba"));
        given(TWO, approved(BOB, "dba"), retracted(BOB), approved(BOB, "dba"))
                .when(approve(BEA))
                .then(approved(BEA, "dba"), released());
    }

    @Test
    void an_approval_that_names_its_ballot_is_void_once_that_changed() {
        given(TWO).when(approveSeeing(BOB, 0)).then(approved(BOB, "dba"));
        BOB_APPROVED.when(approveSeeing(BEA, 0)).thenFails(BallotChanged.class);
        BOB_APPROVED.when(approveSeeing(BEA, 1)).then(approved(BEA, "dba"), released());
    }

    @Test
    void an_approval_that_counts_is_no_news_whichever_ballot_it_names() {
        BOB_APPROVED.when(approveSeeing(BOB, 0)).thenNothing();
        given(TWO, approved(BOB, "dba"), approved(BEA, "dba"), released())
                .when(approveSeeing(BOB, 0))
                .thenNothing();
    }

    @Test
    void a_member_of_other_groups_than_before_votes_anew_and_only_the_last_vote_counts() {
        var both = placed(terms(dba(1), security(1)));
        var carolNow = person("carol", "dba");

        given(both, approved(CAROL, "dba", "security"))
                .when(approve(carolNow))
                .then(approved(carolNow, "dba"));
        given(both, approved(CAROL, "dba", "security"), approved(carolNow, "dba"))
                .when(approve(BOB))
                .then(approved(BOB, "dba"));
    }

    @Test
    void who_has_left_the_group_may_still_take_their_approval_back() {
        BOB_APPROVED.when(retract(person("bob"))).then(retracted(BOB));
        BOB_RETRACTED.when(retract(person("bob"))).thenNothing();
    }

    @Test
    void nobody_takes_back_for_another() {
        BOB_APPROVED.when(retract(ERIN)).thenFails(NotEligible.class);
        BOB_APPROVED
                .when(retract(agentOf("bobs-agent", BOB.id(), "dba")))
                .thenFails(NotAPerson.class);
        BOB_APPROVED.when(retract(ALICE)).thenNothing();
    }

    @Test
    void what_was_decided_is_not_taken_back() {
        given(placed(), approved(BOB, "dba"), released())
                .when(retract(BOB))
                .thenFails(HoldIsOver.class)
                .withMessageContaining("already released");
        given(placed(), denied(BOB), new HoldRefused(HOLD, BOB.id(), "no"))
                .when(retract(BOB))
                .thenFails(HoldIsOver.class)
                .withMessageContaining("refused by bob");
        BOB_APPROVED
                .when(new Retract(BOB, "", EXPIRY))
                .thenFails(HoldIsOver.class)
                .withMessageContaining("expired at");
        given().when(retract(BOB)).thenFails(UnknownHold.class);
    }

    @Test
    void nobody_approves_and_takes_back_without_end() {
        var wavering = on(wavering(BOB, VotingRights.MOST_APPROVALS));

        wavering.when(approveSeeing(BOB, 2 * VotingRights.MOST_APPROVALS))
                .thenFails(TooManyVotes.class)
                .withMessageContaining("10 times")
                .andNoEvents();
        wavering.when(deny(BOB)).then(denied(BOB), new HoldRefused(HOLD, BOB.id(), "no"));
        wavering.when(approve(BEA)).then(approved(BEA, "dba"));
        on(wavering(BOB, VotingRights.MOST_APPROVALS - 1))
                .when(approveSeeing(BOB, 2 * VotingRights.MOST_APPROVALS - 2))
                .then(approved(BOB, "dba"));
    }

    @Test
    void the_last_approval_there_is_may_be_taken_back_and_is_no_news_again() {
        var events = wavering(BOB, VotingRights.MOST_APPROVALS);
        var standing = on(Arrays.copyOf(events, events.length - 1));

        standing.when(retract(BOB)).then(retracted(BOB));
        standing.when(approve(BOB)).thenNothing();
    }

    @Test
    void another_account_of_theirs_gives_nobody_more_approvals() {
        var other = person("bob-admin", "dba");
        var bob = new Person("Bob", List.of(BOB.id(), other.id()), List.of());
        int half = VotingRights.MOST_APPROVALS / 2;
        var events = Stream.of(wavering(BOB, half), wavering(other, half)).flatMap(Stream::of);

        given(new People(List.of(bob)), placedThen(events))
                .when(approveSeeing(BOB, 2 * VotingRights.MOST_APPROVALS))
                .thenFails(TooManyVotes.class);
    }

    private static GivenEvents<HoldState, HoldAction, HoldEvent> on(HoldEvent... votes) {
        return given(placedThen(Stream.of(votes)));
    }

    private static HoldEvent[] placedThen(Stream<HoldEvent> votes) {
        return Stream.concat(Stream.of(TWO), votes).toArray(HoldEvent[]::new);
    }

    private static HoldEvent[] wavering(Principal voter, int times) {
        return Stream.generate(() -> Stream.of(approved(voter, "dba"), retracted(voter)))
                .limit(times)
                .flatMap(both -> both)
                .toArray(HoldEvent[]::new);
    }

    private static Retract retract(Principal voter) {
        return new Retract(voter, "wrong ticket", NOON.plusSeconds(60));
    }

    private static Approve approveSeeing(Principal voter, int ballot) {
        return new Approve(Voter.inPerson(voter), "agreed", NOON.plusSeconds(60), ballot);
    }

    private static VoteRetracted retracted(Principal voter) {
        return new VoteRetracted(HOLD, voter.id(), "wrong ticket");
    }
}
