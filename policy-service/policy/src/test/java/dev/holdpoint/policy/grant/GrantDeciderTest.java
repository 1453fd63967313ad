package dev.holdpoint.policy.grant;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.GrantEvent.GrantExpired;
import dev.holdpoint.events.GrantEvent.GrantIssued;
import dev.holdpoint.events.GrantEvent.GrantNarrowed;
import dev.holdpoint.events.GrantEvent.GrantReviewed;
import dev.holdpoint.events.GrantEvent.GrantRevoked;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantEvent.GrantSuspended;
import dev.holdpoint.events.GrantEvent.GrantWithheld;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.policy.change.ChangeRefused;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.grant.GrantDecider.Action;
import dev.holdpoint.policy.grant.GrantDecider.Action.Expire;
import dev.holdpoint.policy.grant.GrantDecider.Action.Give;
import dev.holdpoint.policy.grant.GrantDecider.Action.Issue;
import dev.holdpoint.policy.grant.GrantDecider.Action.Revoke;
import dev.holdpoint.policy.grant.GrantDecider.Action.Suspend;
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

    private final GivenEvents<GrantState, Action, GrantEvent> grant;

    GrantDeciderTest() {
        var decider = new GrantDecider();
        grant = GivenEvents.to(decider.initial(), decider::evolve, decider::decide);
    }

    @Test
    void a_new_grant_is_issued_once() {
        grant.when(new Issue(GRANT, READ, NOON)).then(new GrantIssued(GRANT, READ, null));
        grant.given(new GrantIssued(GRANT, READ, null))
                .when(new Issue(GRANT, READ, NOON))
                .thenNothing();
    }

    @Test
    void what_people_approved_is_given_once_and_to_who_asked_alone() {
        var approved = Approvals.of(Asking.AGENT, List.of(Effect.READ), LATER);
        var id = approved.request().grant();
        var spec = Approvals.grant(approved);

        grant.when(new Give(approved, Optional.empty(), NOON))
                .then(new GrantIssued(id, spec, "Access request r-1: ticket 7"));
        grant.given(new GrantIssued(id, spec, null), new GrantRevoked(id, "no", true))
                .when(new Give(approved, Optional.empty(), NOON))
                .thenNothing();
    }

    @Test
    void what_is_approved_and_not_given_is_on_record_once_with_why() {
        var approved = Approvals.of(Asking.AGENT, List.of(Effect.READ), LATER);
        var id = approved.request().grant();
        var withheld = new GrantWithheld(id, "It was for until 2026-11-21T13:00:00Z");

        grant.when(new Give(approved, Optional.empty(), LATER)).then(withheld);
        grant.when(new Give(approved, Optional.of("not offered"), NOON))
                .then(new GrantWithheld(id, "not offered"));
        grant.given(withheld).when(new Give(approved, Optional.empty(), NOON)).thenNothing();
    }

    @Test
    void a_grant_whose_time_is_over_is_not_issued() {
        grant.when(new Issue(GRANT, READ, LATER)).thenNothing();
    }

    @Test
    void less_than_before_is_narrowing() {
        grant.given(new GrantIssued(GRANT, READ_WRITE, null))
                .when(new Issue(GRANT, READ, NOON))
                .then(new GrantNarrowed(GRANT, READ, "Its document was narrowed."));
        grant.given(new GrantIssued(GRANT, STANDING, null))
                .when(new Issue(GRANT, READ, NOON))
                .then(new GrantNarrowed(GRANT, READ, "Its document was narrowed."));
    }

    @Test
    void more_than_before_is_a_new_grant() {
        grant.given(new GrantIssued(GRANT, READ, null))
                .when(new Issue(GRANT, READ_WRITE, NOON))
                .then(
                        new GrantRevoked(GRANT, "Its document was changed.", false),
                        new GrantIssued(GRANT, READ_WRITE, null));
        grant.given(new GrantIssued(GRANT, READ, null))
                .when(new Issue(GRANT, STANDING, NOON))
                .then(
                        new GrantRevoked(GRANT, "Its document was changed.", false),
                        new GrantIssued(GRANT, STANDING, null));
    }

    @Test
    void what_is_not_granted_cannot_be_revoked() {
        grant.given(new GrantIssued(GRANT, READ, null))
                .when(new Revoke(GRANT, "left"))
                .then(new GrantRevoked(GRANT, "left", false));
        grant.given(new GrantIssued(GRANT, READ, null), new GrantRevoked(GRANT, "left", false))
                .when(new Revoke(GRANT, "left"))
                .thenNothing();
    }

    @Test
    void a_grant_expires_when_its_time_has_come_and_once() {
        grant.given(new GrantIssued(GRANT, READ, null)).when(new Expire(GRANT, NOON)).thenNothing();
        grant.given(new GrantIssued(GRANT, READ, null))
                .when(new Expire(GRANT, LATER))
                .then(new GrantExpired(GRANT));
        grant.given(new GrantIssued(GRANT, READ, null), new GrantExpired(GRANT))
                .when(new Expire(GRANT, LATER))
                .thenNothing();
        grant.given(new GrantIssued(GRANT, STANDING, null))
                .when(new Expire(GRANT, LATER))
                .thenNothing();
    }

    @Test
    void a_grant_is_suspended_when_its_review_date_has_passed_and_once() {
        var reviewed = Asking.grant(List.of(Effect.READ), null, LATER);
        var issued = grant.given(new GrantIssued(GRANT, reviewed, null));

        issued.when(new Suspend(GRANT, NOON)).thenNothing();
        issued.when(new Suspend(GRANT, LATER)).then(new GrantSuspended(GRANT));
        issued.given(new GrantSuspended(GRANT)).when(new Suspend(GRANT, LATER)).thenNothing();
        issued.given(
                        new GrantSuspended(GRANT),
                        new GrantReviewed(GRANT, LATER.plusSeconds(60), "still needed"))
                .when(new Suspend(GRANT, LATER))
                .thenNothing();
        grant.given(new GrantIssued(GRANT, STANDING, null))
                .when(new Suspend(GRANT, LATER))
                .thenNothing();
    }

    @Test
    void what_somebody_revoked_stays_so_until_its_document_is_changed() {
        var revoked =
                grant.given(
                        new GrantIssued(GRANT, READ, null), new GrantRevoked(GRANT, "leak", true));

        revoked.when(new Issue(GRANT, READ, NOON)).thenNothing();
        revoked.when(new Revoke(GRANT, "no document")).thenNothing();
        revoked.when(new Issue(GRANT, STANDING, NOON)).then(new GrantIssued(GRANT, STANDING, null));
    }

    @Test
    void a_changed_role_does_not_bring_back_a_grant_that_somebody_revoked() {
        var revoked =
                grant.given(
                        new GrantIssued(GRANT, ofRole("editor", Effect.READ), null),
                        new GrantRevoked(GRANT, "leak", true));

        revoked.when(new Issue(GRANT, ofRole("editor", Effect.WRITE), NOON)).thenNothing();
        var other = ofRole("reader", Effect.READ);
        revoked.when(new Issue(GRANT, other, NOON)).then(new GrantIssued(GRANT, other, null));
    }

    @Test
    void a_document_does_not_touch_a_grant_that_is_not_from_a_document() {
        var byHand =
                grant.given(
                        new GrantIssued(
                                GRANT, Requests.of(Requests.CAROL, Effect.READ), "ticket 7"));

        byHand.when(new Issue(GRANT, READ, NOON))
                .thenFails(ChangeRefused.class)
                .withMessageContaining("not from a document");
        byHand.when(new Revoke(GRANT, "no document")).thenNothing();
    }

    private static GrantSpec ofRole(String role, Effect effect) {
        var spec = Asking.grant(List.of(effect), null, null);
        return new GrantSpec(
                spec.subjects(),
                spec.groups(),
                spec.targets(),
                spec.labels(),
                spec.effects(),
                spec.owner(),
                null,
                null,
                Origin.FILE,
                role,
                null,
                null);
    }
}
