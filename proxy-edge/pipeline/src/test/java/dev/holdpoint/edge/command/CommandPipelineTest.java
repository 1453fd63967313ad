package dev.holdpoint.edge.command;

import static dev.holdpoint.edge.command.PipelineLab.HOLD;
import static dev.holdpoint.edge.command.PipelineLab.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdpoint.edge.command.Clearance.Cleared;
import dev.holdpoint.edge.command.Clearance.Refused;
import dev.holdpoint.edge.decide.DecisionRequest.Approved;
import dev.holdpoint.edge.hold.Claim;
import dev.holdpoint.edge.hold.Settlement;
import dev.holdpoint.edge.relay.Refusal;
import dev.holdpoint.events.Answered;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.ShadowAnswer;
import dev.holdpoint.events.TargetPlan.Planned;
import dev.holdpoint.events.TargetPlan.Unplanned;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandPipelineTest {
    private final PipelineLab lab = new PipelineLab();

    @AfterEach
    void stop() {
        lab.close();
    }

    @Test
    void an_allowed_command_is_not_cleared_before_its_intent_is_acknowledged() {
        lab.policy.answers(Samples.ALLOW);
        lab.recorder.hesitate();

        var clearance = lab.run(Samples.command());

        assertThat(clearance.isComplete()).isFalse();
        lab.recorder.acknowledge();
        assertThat(clearance.result()).isEqualTo(new Cleared(Samples.ALLOW, null));
        assertThat(lab.recorder.decisions()).containsExactly(Samples.ALLOW);
    }

    @Test
    void an_intent_the_log_does_not_take_refuses_the_command_and_ends_the_session() {
        lab.policy.answers(Samples.ALLOW);
        lab.recorder.fail();

        var refusal = refusal(lab.run(Samples.command()));

        assertThat(refusal).isEqualTo(Refusal.logLost(Samples.command().id()));
        assertThat(refusal.sessionLost()).isTrue();
    }

    @Test
    void a_denied_command_is_recorded_and_refused_with_rule_and_revision() {
        lab.policy.answers(Samples.DENY);

        var refusal = refusal(lab.run(Samples.command()));

        assertThat(refusal.rule()).isEqualTo("payments/no-ddl");
        assertThat(refusal.revision()).isEqualTo(Samples.DENY.revision().value());
        assertThat(lab.recorder.decisions()).containsExactly(Samples.DENY);
        assertThat(lab.recorder.refusals()).containsExactly(RefusalCode.POLICY_DENIED);
    }

    @Test
    void what_a_revision_that_is_tried_says_is_recorded_and_changes_nothing() {
        var tried =
                new ShadowAnswer(
                        new RevisionId("sha256:tried"),
                        Answered.ALLOW,
                        Answered.DENY,
                        List.of("payments/no"));
        lab.policy.shadow(tried);
        lab.policy.answers(Samples.ALLOW);

        assertThat(lab.run(Samples.command()).result()).isEqualTo(new Cleared(Samples.ALLOW, null));
        assertThat(lab.recorder.decided())
                .singleElement()
                .satisfies(decided -> assertThat(decided.shadow()).isEqualTo(tried));
    }

    @Test
    void what_is_not_understood_is_denied_whatever_policy_says() {
        lab.policy.answers(Samples.ALLOW);
        lab.policy.answers(Samples.hold(false));

        for (int i = 0; i < 2; i++) {
            var refusal = refusal(lab.run(Samples.notUnderstood()));
            assertThat(refusal.code()).isEqualTo(RefusalCode.NOT_UNDERSTOOD);
        }
        assertThat(lab.told).isEmpty();
    }

    @Test
    void a_denial_of_what_is_not_understood_tells_and_records_why_it_is_not() {
        lab.policy.answers(Samples.DENY);

        var refusal = refusal(lab.run(Samples.notUnderstood()));

        assertThat(refusal.code()).isEqualTo(RefusalCode.POLICY_DENIED);
        assertThat(refusal.rule()).isEqualTo("payments/no-ddl");
        assertThat(refusal.reason())
                .isEqualTo("Migrate. It is not understood: no grammar knows it");
        assertThat(lab.recorder.decisions())
                .extracting(Decision::reason)
                .containsExactly(refusal.reason());
        assertThat(lab.recorder.refusals()).containsExactly(RefusalCode.POLICY_DENIED);
    }

    @Test
    void a_denial_of_what_may_do_anything_tells_what_of_it_nobody_can_tell() {
        lab.policy.answers(Samples.DENY);

        assertThat(refusal(lab.run(Samples.unclear())).reason())
                .isEqualTo(
                        "Migrate. It is not understood: nobody can tell what the function f does");
    }

    @Test
    void a_policy_that_does_not_answer_is_the_whole_reason() {
        lab.policy.answers(Samples.SILENCE);

        assertThat(refusal(lab.run(Samples.notUnderstood())).reason())
                .isEqualTo(Samples.SILENCE.reason());
    }

    @Test
    void a_held_command_waits_is_claimed_decided_again_and_cleared_by_its_approval() {
        lab.policy.answers(Samples.hold(false));
        lab.policy.answersApproved(Samples.ALLOW);

        var clearance = lab.run(Samples.command());
        assertThat(clearance.isComplete()).isFalse();
        assertThat(lab.told).containsExactly(HOLD);
        lab.room.settle(HOLD, new Settlement.Released());

        assertThat(clearance.result())
                .isEqualTo(new Cleared(Samples.ALLOW, new Approved(HOLD, Samples.terms(false))));
        assertThat(lab.claims.claimed).containsExactly(HOLD);
        assertThat(lab.recorder.decided())
                .extracting(CommandDecided::hold, CommandDecided::approval)
                .containsExactly(tuple(HOLD, null), tuple(null, HOLD));
        assertThat(lab.room.size()).isZero();
    }

    @Test
    void a_held_command_is_recorded_with_its_plan_and_what_is_decided_at_once_is_not_planned() {
        var plan = new Planned(7, 12, List.of("Seq Scan on orders (rows=7 cost=12)"), 0);
        lab.planner = () -> Future.succeededFuture(plan);
        lab.policy.answers(Samples.hold(false));
        lab.policy.answersApproved(Samples.ALLOW);

        lab.run(Samples.command());
        lab.room.settle(HOLD, new Settlement.Released());
        lab.planner = () -> Future.failedFuture("nobody should ask");
        lab.policy.answers(Samples.ALLOW);
        lab.run(Samples.command());

        assertThat(lab.recorder.decided())
                .extracting(CommandDecided::plan, decided -> decided.facts().estimatedRows())
                .containsExactly(tuple(plan, null), tuple(null, null), tuple(null, null));
    }

    static Stream<Planner> brokenPlanners() {
        return Stream.of(
                () -> Future.failedFuture("lost"),
                () -> {
                    throw new IllegalStateException("broken");
                });
    }

    @ParameterizedTest
    @MethodSource("brokenPlanners")
    void a_plan_that_cannot_be_had_keeps_nobody_from_deciding(Planner broken) {
        lab.planner = broken;
        lab.policy.answers(Samples.hold(false));

        lab.run(Samples.command());

        assertThat(lab.told).containsExactly(HOLD);
        assertThat(lab.recorder.decided())
                .extracting(CommandDecided::plan)
                .containsExactly(new Unplanned("its target could not be asked"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void nothing_is_cleared_whichever_event_of_a_released_hold_the_log_refuses(int taken) {
        lab.policy.answers(Samples.hold(false));
        lab.policy.answersApproved(Samples.ALLOW);
        lab.recorder.failAfter(taken);

        var clearance = lab.run(Samples.command());
        lab.room.settle(HOLD, new Settlement.Released());

        assertThat(refusal(clearance)).isEqualTo(Refusal.logLost(Samples.command().id()));
        assertThat(lab.recorder.decisions()).hasSize(taken);
        assertThat(lab.room.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_denial_the_log_refuses_ends_the_session(int taken) {
        lab.policy.answers(Samples.DENY);
        lab.recorder.failAfter(taken);

        assertThat(refusal(lab.run(Samples.command())).sessionLost()).isTrue();
        assertThat(lab.recorder.refusals()).isEmpty();
    }

    @Test
    void a_refused_hold_whose_end_the_log_does_not_take_ends_the_session() {
        lab.policy.answers(Samples.hold(false));
        lab.recorder.failAfter(1);

        var clearance = lab.run(Samples.command());
        lab.room.settle(HOLD, new Settlement.Refused("bob", "not today"));

        assertThat(refusal(clearance).sessionLost()).isTrue();
        assertThat(lab.claims.claimed).isEmpty();
    }

    @Test
    void a_policy_that_breaks_its_promise_and_throws_clears_nothing() {
        assertThat(refusal(lab.run(Samples.command())))
                .isEqualTo(Refusal.undecided(Samples.command().id()));
        assertThat(lab.recorder.decisions()).isEmpty();
    }

    @Test
    void a_policy_that_throws_at_release_clears_nothing() {
        lab.policy.answers(Samples.hold(false));

        var clearance = lab.run(Samples.command());
        lab.room.settle(HOLD, new Settlement.Released());

        assertThat(refusal(clearance).sessionLost()).isTrue();
        assertThat(lab.recorder.decided()).extracting(CommandDecided::approval).containsOnlyNulls();
    }

    @Test
    void a_client_that_cannot_be_told_of_its_hold_does_not_wait() {
        lab.policy.answers(Samples.hold(false));

        var clearance =
                lab.runFor(
                        (_, _, _) -> {
                            throw new IllegalStateException("the client is gone");
                        },
                        Samples.command());

        assertThat(refusal(clearance).sessionLost()).isTrue();
        assertThat(lab.room.size()).isZero();
    }

    @Test
    void a_client_that_left_while_its_hold_was_recorded_is_told_nothing() {
        lab.policy.answers(Samples.hold(false));
        lab.recorder.hesitate();

        var clearance = lab.run(Samples.command());
        lab.room.settle(HOLD, new Settlement.Abandoned(RefusalCode.CLIENT_GONE, "gone"));
        lab.recorder.acknowledge();

        assertThat(refusal(clearance).code()).isEqualTo(RefusalCode.CLIENT_GONE);
        assertThat(lab.told).isEmpty();
    }

    @Test
    void a_hold_the_log_does_not_take_is_not_announced_and_leaves_nobody_waiting() {
        lab.policy.answers(Samples.hold(false));
        lab.recorder.fail();

        assertThat(refusal(lab.run(Samples.command())).sessionLost()).isTrue();
        assertThat(lab.told).isEmpty();
        assertThat(lab.room.size()).isZero();
    }

    @Test
    void every_other_end_of_a_hold_refuses_and_claims_nothing() {
        var ends =
                List.of(
                        new Settlement.Refused("bob", "not today"),
                        new Settlement.Expired(),
                        new Settlement.Withdrawn("too many holds"),
                        new Settlement.Abandoned(RefusalCode.CLIENT_CANCELLED, "cancelled"));
        for (var end : ends) {
            lab.policy.answers(Samples.hold(false));
            var clearance = lab.run(Samples.command());
            lab.room.settle(HOLD, end);
            assertThat(clearance.result()).isInstanceOf(Refused.class);
        }
        assertThat(lab.claims.claimed).isEmpty();
        assertThat(lab.recorder.refusals())
                .containsExactly(
                        RefusalCode.HOLD_REFUSED,
                        RefusalCode.HOLD_EXPIRED,
                        RefusalCode.HOLD_WITHDRAWN,
                        RefusalCode.CLIENT_CANCELLED);
    }

    @Test
    void an_approval_somebody_else_used_clears_nothing() {
        lab.policy.answers(Samples.hold(false));
        lab.claims.claim = new Claim.NotClaimed("already claimed");

        var clearance = lab.run(Samples.command());
        lab.room.settle(HOLD, new Settlement.Released());

        assertThat(refusal(clearance).code()).isEqualTo(RefusalCode.CLAIM_REFUSED);
    }

    @Test
    void an_approval_of_what_means_something_else_by_now_is_not_claimed() {
        var answers = List.of(Future.succeededFuture(false), Future.<Boolean>failedFuture("?"));
        for (var answer : answers) {
            lab.policy.answers(Samples.hold(false));
            lab.standing = answer;
            var clearance = lab.run(Samples.command());
            lab.room.settle(HOLD, new Settlement.Released());
            assertThat(refusal(clearance).code()).isEqualTo(RefusalCode.CLAIM_REFUSED);
        }
        assertThat(lab.claims.claimed).isEmpty();
    }

    @Test
    void a_policy_that_became_stricter_while_waiting_wins_over_the_approval() {
        for (var stricter : List.of(Samples.DENY, Samples.hold(false))) {
            lab.policy.answers(Samples.hold(false));
            lab.policy.answersApproved(stricter);
            var clearance = lab.run(Samples.command());
            lab.room.settle(HOLD, new Settlement.Released());
            assertThat(refusal(clearance).code()).isEqualTo(RefusalCode.POLICY_DENIED);
        }
    }

    @Test
    void inside_a_transaction_a_hold_denies_unless_its_terms_say_otherwise() {
        lab.policy.answers(Samples.hold(false));
        assertThat(refusal(lab.run(Samples.inTransaction())).reason()).contains("open transaction");

        lab.policy.answers(Samples.hold(true));
        assertThat(lab.run(Samples.inTransaction()).isComplete()).isFalse();
    }
}
