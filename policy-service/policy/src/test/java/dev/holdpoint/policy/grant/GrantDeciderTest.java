package dev.holdpoint.policy.grant;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.GrantEvent.GrantExpired;
import dev.holdpoint.events.GrantEvent.GrantIssued;
import dev.holdpoint.events.GrantEvent.GrantNarrowed;
import dev.holdpoint.events.GrantEvent.GrantRevoked;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.grant.GrantDecider.Action;
import dev.holdpoint.policy.grant.GrantDecider.Action.Expire;
import dev.holdpoint.policy.grant.GrantDecider.Action.Issue;
import dev.holdpoint.policy.grant.GrantDecider.Action.Revoke;
import dev.holdpoint.testkit.GivenEvents;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrantDeciderTest {
    private static final Instant NOON = Asking.NOON;
    private static final Instant LATER = NOON.plusSeconds(3600);
    private static final GrantId GRANT = new GrantId("agents");
    private static final GrantSpec READ_WRITE =
            Asking.grant(List.of(Effect.READ, Effect.WRITE), LATER, null);
    private static final GrantSpec READ = Asking.grant(List.of(Effect.READ), LATER, null);
    private static final GrantSpec STANDING = Asking.grant(List.of(Effect.READ), null, null);

    private final GivenEvents<Optional<GrantSpec>, Action, GrantEvent> grant;

    GrantDeciderTest() {
        var decider = new GrantDecider();
        grant = GivenEvents.to(decider.initial(), decider::evolve, decider::decide);
    }

    @Test
    void a_new_grant_is_issued_once() {
        grant.when(new Issue(GRANT, READ, NOON)).then(new GrantIssued(GRANT, READ));
        grant.given(new GrantIssued(GRANT, READ)).when(new Issue(GRANT, READ, NOON)).thenNothing();
    }

    @Test
    void a_grant_whose_time_is_over_is_not_issued() {
        grant.when(new Issue(GRANT, READ, LATER)).thenNothing();
    }

    @Test
    void less_than_before_is_narrowing() {
        grant.given(new GrantIssued(GRANT, READ_WRITE))
                .when(new Issue(GRANT, READ, NOON))
                .then(new GrantNarrowed(GRANT, READ, "Its document was narrowed."));
        grant.given(new GrantIssued(GRANT, STANDING))
                .when(new Issue(GRANT, READ, NOON))
                .then(new GrantNarrowed(GRANT, READ, "Its document was narrowed."));
    }

    @Test
    void more_than_before_is_a_new_grant() {
        grant.given(new GrantIssued(GRANT, READ))
                .when(new Issue(GRANT, READ_WRITE, NOON))
                .then(
                        new GrantRevoked(GRANT, "Its document was changed."),
                        new GrantIssued(GRANT, READ_WRITE));
        grant.given(new GrantIssued(GRANT, READ))
                .when(new Issue(GRANT, STANDING, NOON))
                .then(
                        new GrantRevoked(GRANT, "Its document was changed."),
                        new GrantIssued(GRANT, STANDING));
    }

    @Test
    void what_is_not_granted_cannot_be_revoked() {
        grant.given(new GrantIssued(GRANT, READ))
                .when(new Revoke(GRANT, "left"))
                .then(new GrantRevoked(GRANT, "left"));
        grant.given(new GrantIssued(GRANT, READ), new GrantRevoked(GRANT, "left"))
                .when(new Revoke(GRANT, "left"))
                .thenNothing();
    }

    @Test
    void a_grant_expires_when_its_time_has_come_and_once() {
        grant.given(new GrantIssued(GRANT, READ)).when(new Expire(GRANT, NOON)).thenNothing();
        grant.given(new GrantIssued(GRANT, READ))
                .when(new Expire(GRANT, LATER))
                .then(new GrantExpired(GRANT));
        grant.given(new GrantIssued(GRANT, READ), new GrantExpired(GRANT))
                .when(new Expire(GRANT, LATER))
                .thenNothing();
        grant.given(new GrantIssued(GRANT, STANDING)).when(new Expire(GRANT, LATER)).thenNothing();
    }
}
