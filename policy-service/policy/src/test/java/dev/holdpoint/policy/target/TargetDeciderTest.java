package dev.holdpoint.policy.target;

import static dev.holdpoint.policy.evaluate.Asking.PAYMENTS;
import static dev.holdpoint.policy.evaluate.Asking.TARGET;

import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.events.TargetEvent.TargetChanged;
import dev.holdpoint.events.TargetEvent.TargetRegistered;
import dev.holdpoint.events.TargetEvent.TargetRemoved;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.policy.target.TargetDecider.Action;
import dev.holdpoint.policy.target.TargetDecider.Action.Describe;
import dev.holdpoint.policy.target.TargetDecider.Action.Remove;
import dev.holdpoint.testkit.GivenEvents;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final GivenEvents<Optional<TargetSpec>, Action, TargetEvent> target;

    TargetDeciderTest() {
        var decider = new TargetDecider();
        target = GivenEvents.to(decider.initial(), decider::evolve, decider::decide);
    }

    @Test
    void a_target_is_registered_changed_and_removed_only_when_it_differs() {
        var registered = new TargetRegistered(PAYMENTS, TARGET);

        target.when(new Describe(PAYMENTS, TARGET)).then(registered);
        target.given(registered).when(new Describe(PAYMENTS, TARGET)).thenNothing();
        target.given(registered)
                .when(new Describe(PAYMENTS, MOVED))
                .then(new TargetChanged(PAYMENTS, MOVED));
        target.given(registered).when(new Remove(PAYMENTS)).then(new TargetRemoved(PAYMENTS));
        target.when(new Remove(PAYMENTS)).thenNothing();
    }
}
