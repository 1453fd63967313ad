package dev.holdpoint.policy.target;

import static dev.holdpoint.policy.evaluate.Asking.PAYMENTS;
import static dev.holdpoint.policy.evaluate.Asking.TARGET;

import dev.holdpoint.events.Principal;
import dev.holdpoint.events.PrincipalKind;
import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.events.TargetEvent.TargetChanged;
import dev.holdpoint.events.TargetEvent.TargetRegistered;
import dev.holdpoint.events.TargetEvent.TargetRemoved;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.policy.change.ChangeRefused;
import dev.holdpoint.policy.change.ChangeRefused.Kind;
import dev.holdpoint.policy.change.Requester;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.target.TargetDecider.Action;
import dev.holdpoint.policy.target.TargetDecider.Action.Describe;
import dev.holdpoint.policy.target.TargetDecider.Action.Remove;
import dev.holdpoint.testkit.GivenEvents;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TargetDeciderTest {
    private static final TargetSpec MOVED =
            new TargetSpec(
                    "postgres",
                    "db2",
                    5432,
                    "payments",
                    "app",
                    "env:P",
                    "require",
                    Map.of(),
                    List.of());

    private static final Principal CAROL = Asking.human("carol", "security");
    private static final Principal AGENT =
            new Principal(
                    Asking.AGENT.id(), "a", PrincipalKind.AGENT, List.of("security"), CAROL.id());
    private static final OptionalLong NOBODY_SAID = OptionalLong.empty();
    private static final Map<Kind, String> WORDS =
            Map.of(
                    Kind.NOT_ALLOWED, "membership of security",
                    Kind.NOT_A_PERSON, "in person",
                    Kind.FOUR_EYES, "a second person activates",
                    Kind.UNSTATED, "If-Match",
                    Kind.CHANGED, "Look again",
                    Kind.UNKNOWN, "no such target",
                    Kind.OTHER_ORIGIN, "from a file",
                    Kind.TAKEN, "not from a document");

    private final GivenEvents<TargetState, Action, TargetEvent> target;

    TargetDeciderTest() {
        var decider = new TargetDecider();
        target = GivenEvents.to(decider.initial(), decider::evolve, decider::decide);
    }

    @Test
    void a_target_is_registered_changed_and_removed_only_when_it_differs() {
        var registered = new TargetRegistered(PAYMENTS, TARGET, "file");

        target.when(new Describe(PAYMENTS, TARGET)).then(registered);
        target.given(registered).when(new Describe(PAYMENTS, TARGET)).thenNothing();
        target.given(registered)
                .when(new Describe(PAYMENTS, MOVED))
                .then(new TargetChanged(PAYMENTS, MOVED));
        target.given(registered).when(new Remove(PAYMENTS)).then(new TargetRemoved(PAYMENTS));
        target.when(new Remove(PAYMENTS)).thenNothing();
    }

    @Test
    void security_registers_changes_and_removes_what_is_not_from_a_document() {
        var registered = new TargetRegistered(PAYMENTS, TARGET, "rest");

        target.when(put(TARGET, CAROL, NOBODY_SAID)).then(registered);
        var byHand = target.given(registered);
        byHand.when(put(TARGET, CAROL, OptionalLong.of(1))).thenNothing();
        byHand.when(put(MOVED, CAROL, OptionalLong.of(1))).then(new TargetChanged(PAYMENTS, MOVED));
        byHand.when(drop(CAROL, OptionalLong.of(1))).then(new TargetRemoved(PAYMENTS));
        byHand.when(drop(CAROL, NOBODY_SAID)).then(new TargetRemoved(PAYMENTS));
    }

    @Test
    void who_may_not_and_who_saw_another_version_changes_nothing() {
        var byHand = target.given(new TargetRegistered(PAYMENTS, TARGET, "rest"));

        refused(Kind.NOT_ALLOWED, byHand.when(put(MOVED, Asking.BOB, OptionalLong.of(1))));
        refused(Kind.NOT_A_PERSON, byHand.when(put(MOVED, AGENT, OptionalLong.of(1))));
        refused(Kind.UNSTATED, byHand.when(put(MOVED, CAROL, NOBODY_SAID)));
        refused(Kind.CHANGED, byHand.when(put(MOVED, CAROL, OptionalLong.of(2))));
        refused(Kind.CHANGED, byHand.when(drop(CAROL, OptionalLong.of(2))));
        refused(Kind.CHANGED, target.when(put(MOVED, CAROL, OptionalLong.of(2))));
        refused(Kind.UNKNOWN, target.when(drop(CAROL, NOBODY_SAID)));
    }

    @Test
    void with_four_eyes_nobody_registers_or_changes_a_target_alone_and_may_remove_it() {
        var alone = new Requester(CAROL, OptionalLong.of(1), Asking.NOON, true);
        var put = new Action.Ask(new TargetRequest.Put(PAYMENTS, MOVED, alone));
        var there = target.given(new TargetRegistered(PAYMENTS, TARGET, "rest"));

        refused(Kind.FOUR_EYES, target.when(put));
        refused(Kind.FOUR_EYES, there.when(put));
        there.when(new Action.Ask(new TargetRequest.Drop(PAYMENTS, alone)))
                .then(new TargetRemoved(PAYMENTS));
    }

    @Test
    void documents_and_people_leave_each_other_s_targets_alone() {
        var ofFile = target.given(new TargetRegistered(PAYMENTS, TARGET, "file"));
        var byHand = target.given(new TargetRegistered(PAYMENTS, TARGET, "rest"));

        refused(Kind.OTHER_ORIGIN, ofFile.when(put(MOVED, CAROL, OptionalLong.of(1))));
        refused(Kind.OTHER_ORIGIN, ofFile.when(drop(CAROL, NOBODY_SAID)));
        refused(Kind.TAKEN, byHand.when(new Describe(PAYMENTS, MOVED)));
        byHand.when(new Remove(PAYMENTS)).thenNothing();
    }

    private static void refused(Kind kind, GivenEvents.When<TargetState, TargetEvent> when) {
        when.thenFails(ChangeRefused.class)
                .withMessageContaining(WORDS.getOrDefault(kind, "?"))
                .andNoEvents();
    }

    private static Action put(TargetSpec spec, Principal who, OptionalLong expected) {
        var by = new Requester(who, expected, Asking.NOON);
        return new Action.Ask(new TargetRequest.Put(PAYMENTS, spec, by));
    }

    private static Action drop(Principal who, OptionalLong expected) {
        var by = new Requester(who, expected, Asking.NOON);
        return new Action.Ask(new TargetRequest.Drop(PAYMENTS, by));
    }
}
