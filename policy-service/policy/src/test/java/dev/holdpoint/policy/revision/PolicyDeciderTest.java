package dev.holdpoint.policy.revision;

import dev.holdpoint.events.PolicyEvent;
import dev.holdpoint.events.PolicyEvent.PolicyActivated;
import dev.holdpoint.events.PolicyEvent.PolicyPublished;
import dev.holdpoint.events.PolicyEvent.PolicyRetired;
import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.revision.PolicyDecider.Action;
import dev.holdpoint.policy.revision.PolicyDecider.Action.Activate;
import dev.holdpoint.policy.revision.PolicyDecider.Action.Retire;
import dev.holdpoint.testkit.GivenEvents;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyDeciderTest {
    private static final RevisionId R = new RevisionId("sha256:1");
    private static final List<PolicySource> SOURCES = List.of(new PolicySource("a.yaml", "x"));
    private static final PolicyPublished PUBLISHED = new PolicyPublished(R, SOURCES);
    private static final PolicyActivated ACTIVATED = new PolicyActivated(R);

    private final GivenEvents<PolicyDecider.State, Action, PolicyEvent> policy;

    PolicyDeciderTest() {
        var decider = new PolicyDecider();
        policy = GivenEvents.to(decider.initial(), decider::evolve, decider::decide);
    }

    @Test
    void a_revision_is_published_and_activated_together_and_once() {
        policy.when(new Activate(R, SOURCES, false)).then(PUBLISHED, ACTIVATED);
        policy.given(PUBLISHED, ACTIVATED).when(new Activate(R, SOURCES, false)).thenNothing();
    }

    @Test
    void a_retired_or_overtaken_revision_can_come_back() {
        policy.given(PUBLISHED, ACTIVATED, new PolicyRetired(R))
                .when(new Activate(R, SOURCES, false))
                .then(PUBLISHED, ACTIVATED);
        policy.given(PUBLISHED, ACTIVATED)
                .when(new Activate(R, SOURCES, true))
                .then(PUBLISHED, ACTIVATED);
    }

    @Test
    void only_an_active_revision_is_retired() {
        policy.given(PUBLISHED, ACTIVATED).when(new Retire(R)).then(new PolicyRetired(R));
        policy.when(new Retire(R)).thenNothing();
    }
}
