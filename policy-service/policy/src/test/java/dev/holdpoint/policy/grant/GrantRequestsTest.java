package dev.holdpoint.policy.grant;

import static dev.holdpoint.policy.grant.Requests.CAROL;
import static dev.holdpoint.policy.grant.Requests.by;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdpoint.events.Effect;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.GrantEvent.GrantExpired;
import dev.holdpoint.events.GrantEvent.GrantIssued;
import dev.holdpoint.events.GrantEvent.GrantNarrowed;
import dev.holdpoint.events.GrantEvent.GrantReviewed;
import dev.holdpoint.events.GrantEvent.GrantRevoked;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.Principal;
import dev.holdpoint.policy.change.ChangeRefused;
import dev.holdpoint.policy.change.ChangeRefused.Kind;
import dev.holdpoint.policy.change.Requester;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.grant.GrantRequest.Issue;
import dev.holdpoint.policy.grant.GrantRequest.Narrow;
import dev.holdpoint.policy.grant.GrantRequest.Review;
import dev.holdpoint.policy.grant.GrantRequest.Revoke;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Who may ask for what about a grant. */
class GrantRequestsTest {
    private static final GrantId GRANT = new GrantId("refunds");
    private static final Instant NOON = Asking.NOON;
    private static final Instant LATER = NOON.plusSeconds(3600);
    private static final GrantSpec SPEC = Requests.of(CAROL, Effect.READ, Effect.WRITE);
    private static final GrantSpec READ = Requests.of(CAROL, Effect.READ);
    private static final GrantState ISSUED = after(new GrantIssued(GRANT, SPEC, "ticket 7"));
    private static final GrantState OF_FILE =
            after(new GrantIssued(GRANT, Asking.grant(List.of(Effect.READ), null, null), null));

    private static GrantState after(GrantEvent... events) {
        var state = GrantState.NEVER;
        for (var event : events) {
            state = state.after(event);
        }
        return state;
    }

    private static void refused(Kind kind, GrantState state, GrantRequest request) {
        var refused =
                catchThrowableOfType(
                        ChangeRefused.class, () -> GrantRequests.decide(state, request));
        assertThat(refused).as("refusal of %s", request).isNotNull();
        assertThat(refused.kind()).isEqualTo(kind);
    }

    private static Issue issue(GrantSpec spec, Principal who) {
        return new Issue(GRANT, spec, "ticket 7", by(who));
    }

    @Test
    void security_issues_a_grant_to_others() {
        assertThat(GrantRequests.decide(GrantState.NEVER, issue(SPEC, CAROL)))
                .containsExactly(new GrantIssued(GRANT, SPEC, "ticket 7"));
        refused(Kind.NOT_ALLOWED, GrantState.NEVER, issue(SPEC, Asking.BOB));
    }

    @Test
    void with_four_eyes_nobody_gives_alone_and_everybody_takes_as_ever() {
        var carol = new Requester(CAROL, OptionalLong.empty(), NOON, true);

        refused(Kind.FOUR_EYES, GrantState.NEVER, new Issue(GRANT, SPEC, "ticket 7", carol));
        refused(Kind.FOUR_EYES, ISSUED, new Review(GRANT, LATER, "still needed", carol));
        var less = new Narrow(GRANT, Requests.effects(Effect.READ), "done", carol);
        assertThat(GrantRequests.decide(ISSUED, less))
                .containsExactly(new GrantNarrowed(GRANT, READ, "done"));
        assertThat(GrantRequests.decide(ISSUED, new Revoke(GRANT, "left", carol))).hasSize(1);
    }

    @Test
    void nobody_issues_a_grant_to_themselves_nor_by_an_agent() {
        var toCarol = Requests.to(List.of("alice", "carol"), List.of(), CAROL, Effect.READ);
        var toAuditors = Requests.to(List.of(), List.of("auditors"), CAROL, Effect.READ);

        refused(Kind.SELF_GRANT, GrantState.NEVER, issue(toCarol, CAROL));
        refused(Kind.SELF_GRANT, GrantState.NEVER, issue(toAuditors, CAROL));
        refused(Kind.NOT_A_PERSON, GrantState.NEVER, issue(toCarol, Requests.CAROLS_AGENT));
        refused(Kind.NOT_A_PERSON, GrantState.NEVER, issue(SPEC, Requests.CAROLS_AGENT));
    }

    @Test
    void a_name_is_used_once() {
        refused(Kind.TAKEN, ISSUED, issue(SPEC, CAROL));
        refused(
                Kind.TAKEN,
                after(new GrantIssued(GRANT, SPEC, "a"), new GrantRevoked(GRANT, "b", true)),
                issue(SPEC, CAROL));
    }

    @Test
    void a_grant_that_would_be_over_or_suspended_at_once_is_not_issued() {
        refused(Kind.UNFIT, GrantState.NEVER, issue(SPEC.reviewedUntil(NOON), CAROL));
    }

    @Test
    void a_grant_is_narrowed_by_its_owner_and_by_security_and_never_widened() {
        for (var who : List.of(CAROL, Asking.BOB)) {
            assertThat(narrow(ISSUED, Requests.effects(Effect.READ), who))
                    .containsExactly(new GrantNarrowed(GRANT, READ, "enough"));
        }
        assertThat(narrow(ISSUED, Requests.effects(Effect.READ, Effect.WRITE), CAROL)).isEmpty();
        refused(Kind.NOT_ALLOWED, ISSUED, narrowing(Requests.effects(Effect.READ), Asking.ALICE));
        refused(Kind.WIDER, ISSUED, narrowing(Requests.effects(Effect.DDL), CAROL));
        refused(Kind.UNFIT, ISSUED, narrowing(Requests.nobody(), CAROL));
    }

    @Test
    void a_grant_from_a_file_is_revoked_here_and_nothing_else() {
        refused(Kind.OTHER_ORIGIN, OF_FILE, narrowing(Requests.effects(Effect.READ), CAROL));
        refused(Kind.OTHER_ORIGIN, OF_FILE, new Review(GRANT, LATER, "fine", by(CAROL)));
        assertThat(revoke(OF_FILE, CAROL)).containsExactly(new GrantRevoked(GRANT, "leak", true));
    }

    @Test
    void a_grant_is_revoked_by_its_owner_and_by_security_and_once() {
        for (var who : List.of(CAROL, Asking.BOB, Requests.CAROLS_AGENT)) {
            assertThat(revoke(ISSUED, who)).containsExactly(new GrantRevoked(GRANT, "leak", true));
        }
        refused(Kind.NOT_ALLOWED, ISSUED, new Revoke(GRANT, "leak", by(Asking.ALICE)));
        refused(Kind.NOT_ALLOWED, GrantState.NEVER, new Revoke(GRANT, "leak", by(Asking.BOB)));
        refused(Kind.UNKNOWN, GrantState.NEVER, new Revoke(GRANT, "leak", by(CAROL)));
        var revoked = ISSUED.after(new GrantRevoked(GRANT, "leak", true));
        assertThat(revoke(revoked, CAROL)).isEmpty();
    }

    @Test
    void a_review_is_of_security_in_person_for_others_and_ahead() {
        assertThat(GrantRequests.decide(ISSUED, new Review(GRANT, LATER, "fine", by(CAROL))))
                .containsExactly(new GrantReviewed(GRANT, LATER, "fine"));
        refused(Kind.NOT_ALLOWED, ISSUED, new Review(GRANT, LATER, "fine", by(Asking.BOB)));
        refused(
                Kind.NOT_A_PERSON,
                ISSUED,
                new Review(GRANT, LATER, "fine", by(Requests.CAROLS_AGENT)));
        refused(Kind.UNFIT, ISSUED, new Review(GRANT, NOON, "fine", by(CAROL)));
        var dave = Asking.human("dave", "security");
        var toSecurity = Requests.to(List.of(), List.of("security"), CAROL, Effect.READ);
        refused(
                Kind.SELF_GRANT,
                after(new GrantIssued(GRANT, toSecurity, "a")),
                new Review(GRANT, LATER, "fine", by(dave)));
    }

    @Test
    void what_was_changed_meanwhile_is_not_changed_blindly() {
        refused(Kind.CHANGED, ISSUED, new Revoke(GRANT, "leak", by(CAROL, 2)));
        refused(
                Kind.CHANGED,
                ISSUED,
                new Narrow(GRANT, Requests.effects(Effect.READ), "enough", by(CAROL, 0)));
        assertThat(GrantRequests.decide(ISSUED, new Revoke(GRANT, "leak", by(CAROL, 1))))
                .hasSize(1);
    }

    @Test
    void what_is_over_is_neither_narrowed_nor_reviewed() {
        var over = ISSUED.after(new GrantExpired(GRANT));

        refused(Kind.OVER, over, narrowing(Requests.effects(Effect.READ), CAROL));
        refused(Kind.OVER, over, new Review(GRANT, LATER, "fine", by(CAROL)));
    }

    private static Narrow narrowing(Less less, Principal who) {
        return new Narrow(GRANT, less, "enough", by(who));
    }

    private static List<GrantEvent> narrow(GrantState state, Less less, Principal who) {
        return GrantRequests.decide(state, narrowing(less, who));
    }

    private static List<GrantEvent> revoke(GrantState state, Principal who) {
        return GrantRequests.decide(state, new Revoke(GRANT, "leak", by(who)));
    }
}
