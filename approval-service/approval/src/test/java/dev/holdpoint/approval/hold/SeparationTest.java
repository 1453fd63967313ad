package dev.holdpoint.approval.hold;

import static dev.holdpoint.approval.hold.Holds.BEA;
import static dev.holdpoint.approval.hold.Holds.BOB;
import static dev.holdpoint.approval.hold.Holds.HOLD;
import static dev.holdpoint.approval.hold.Holds.agentOf;
import static dev.holdpoint.approval.hold.Holds.approve;
import static dev.holdpoint.approval.hold.Holds.approved;
import static dev.holdpoint.approval.hold.Holds.dba;
import static dev.holdpoint.approval.hold.Holds.deny;
import static dev.holdpoint.approval.hold.Holds.given;
import static dev.holdpoint.approval.hold.Holds.person;
import static dev.holdpoint.approval.hold.Holds.placed;
import static dev.holdpoint.approval.hold.Holds.principal;
import static dev.holdpoint.approval.hold.Holds.terms;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdpoint.approval.hold.ActionRefused.NotAPerson;
import dev.holdpoint.approval.hold.ActionRefused.SelfApproval;
import dev.holdpoint.approval.hold.ActionRefused.VotedAlready;
import dev.holdpoint.approval.hold.People.Person;
import dev.holdpoint.events.HoldEvent.HoldRefused;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * alice has the accounts alice and alice-admin and owns the agent robot; bob has bob and bob-admin,
 * and owns deploy, as does alice.
 */
class SeparationTest {
    private static final Principal ALICE_ADMIN = person("alice-admin", "dba");
    private static final Principal BOB_ADMIN = person("bob-admin", "dba");
    private static final People PEOPLE =
            new People(
                    List.of(
                            new Person(
                                    "alice",
                                    List.of(person("alice").id(), ALICE_ADMIN.id()),
                                    List.of(person("robot").id(), person("deploy").id())),
                            new Person(
                                    "bob",
                                    List.of(BOB.id(), BOB_ADMIN.id()),
                                    List.of(person("deploy").id()))));

    @ParameterizedTest(name = "{0} for {1} is not approved by {2}")
    @CsvSource({
        "alice,       ,            alice",
        "alice,       ,            alice-admin",
        "alice-admin, ,            alice",
        "alice-admin, ,            alice-admin",
        "helper,      alice,       alice",
        "helper,      alice,       alice-admin",
        "helper,      alice-admin, alice",
        "robot,       ,            alice",
        "robot,       ,            alice-admin",
        "robot,       erin,        alice",
        "robot,       erin,        erin",
        "robot,       bob,         alice-admin",
        "robot,       bob,         bob-admin",
        "helper,      robot,       alice-admin",
        "helper,      deploy,      bob-admin",
        "deploy,      ,            alice",
        "deploy,      ,            bob",
        "deploy,      ,            bob-admin"
    })
    void nobody_of_the_requesters_side_approves(String requester, String human, String voter) {
        given(PEOPLE, placed(HOLD, requester(requester, human), terms(dba(1))))
                .when(approve(person(voter, "dba")))
                .thenFails(SelfApproval.class);
    }

    @ParameterizedTest(name = "{0} for {1} is approved by {2}")
    @CsvSource({
        "alice,  ,      bob",
        "alice,  ,      bob-admin",
        "helper, alice, bob",
        "robot,  ,      bob",
        "robot,  erin,  bob-admin",
        "deploy, ,      bea",
        "bob,    ,      alice"
    })
    void others_do(String requester, String human, String voter) {
        var approver = person(voter, "dba");

        given(PEOPLE, placed(HOLD, requester(requester, human), terms(dba(2))))
                .when(approve(approver))
                .then(approved(approver, "dba"));
    }

    @Test
    void two_accounts_of_one_person_do_not_make_four_eyes() {
        var two = placed(HOLD, requester("helper", "erin"), terms(dba(2)));

        given(PEOPLE, two, approved(BOB, "dba"))
                .when(approve(BOB_ADMIN))
                .thenFails(VotedAlready.class)
                .withMessageContaining("as bob");
        given(PEOPLE, two, approved(BOB, "dba"))
                .when(approve(BEA))
                .then(approved(BEA, "dba"), Holds.released());
    }

    @Test
    void an_agent_that_is_owned_is_nobodys_second_pair_of_eyes_whatever_its_token_says() {
        var robot = person("robot", "dba");
        var two = placed(HOLD, requester("helper", "erin"), terms(dba(2)));

        given(PEOPLE, two, approved(ALICE_ADMIN, "dba"))
                .when(approve(robot))
                .thenFails(NotAPerson.class);
        given(PEOPLE, two).when(deny(robot)).thenFails(NotAPerson.class);
    }

    @Test
    void the_requesters_side_may_still_stop_what_it_asked_for() {
        var hold = placed(HOLD, requester("robot", null), terms(dba(1)));

        given(PEOPLE, hold)
                .when(deny(ALICE_ADMIN))
                .then(Holds.denied(ALICE_ADMIN), new HoldRefused(HOLD, ALICE_ADMIN.id(), "no"));
    }

    @Test
    void an_account_is_of_one_person_who_has_one() {
        var bob = new Person("bob", List.of(BOB.id()), List.of());

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new People(
                                        List.of(bob, new Person("rob", bob.accounts(), List.of()))))
                .withMessageContaining("named twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Person("nobody", List.of(), List.of()))
                .withMessageContaining("nobody has no account");
    }

    private static Principal requester(String name, @Nullable String human) {
        return switch (name) {
            case "robot", "deploy", "helper" ->
                    human == null
                            ? principal(name, PrincipalKind.SERVICE, null)
                            : agentOf(name, person(human).id());
            default -> person(name, "dba");
        };
    }
}
