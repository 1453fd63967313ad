package dev.holdpoint.edge.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdpoint.edge.command.Clearance.Cleared;
import dev.holdpoint.edge.command.Clearance.Refused;
import dev.holdpoint.edge.hold.Claim;
import dev.holdpoint.edge.hold.HeldClient;
import dev.holdpoint.edge.hold.HoldRoom;
import dev.holdpoint.edge.hold.HoldSteward;
import dev.holdpoint.edge.hold.Settlement;
import dev.holdpoint.edge.relay.Refusal;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.Obligation.MaskColumn;
import dev.holdpoint.events.RefusalCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandPipelineTest {
    private static final HoldId HOLD = new HoldId("id-1");

    private final Vertx vertx = Vertx.vertx();
    private final RememberingRecorder recorder = new RememberingRecorder();
    private final ScriptedPolicy policy = new ScriptedPolicy();
    private final HoldRoom room = new HoldRoom();
    private final InstantSource clock = InstantSource.fixed(Instant.EPOCH);
    private final List<HoldId> told = new ArrayList<>();
    private final ScriptedClaims claims = new ScriptedClaims();
    private Future<Boolean> standing = Future.succeededFuture(true);

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void an_allowed_command_is_not_cleared_before_its_intent_is_acknowledged() {
        policy.answers(Samples.ALLOW);
        recorder.hesitate();

        var clearance = run(Samples.command());

        assertThat(clearance.isComplete()).isFalse();
        recorder.acknowledge();
        assertThat(clearance.result()).isEqualTo(new Cleared(Samples.ALLOW));
        assertThat(recorder.decisions()).containsExactly(Samples.ALLOW);
    }

    @Test
    void an_intent_the_log_does_not_take_refuses_the_command_and_ends_the_session() {
        policy.answers(Samples.ALLOW);
        recorder.fail();

        var refusal = refusal(run(Samples.command()));

        assertThat(refusal).isEqualTo(Refusal.logLost(Samples.command().id()));
        assertThat(refusal.sessionLost()).isTrue();
    }

    @Test
    void a_denied_command_is_recorded_and_refused_with_rule_and_revision() {
        policy.answers(Samples.DENY);

        var refusal = refusal(run(Samples.command()));

        assertThat(refusal.rule()).isEqualTo("payments/no-ddl");
        assertThat(refusal.revision()).isEqualTo(Samples.DENY.revision().value());
        assertThat(recorder.decisions()).containsExactly(Samples.DENY);
        assertThat(recorder.refusals()).containsExactly(RefusalCode.POLICY_DENIED);
    }

    @Test
    void what_is_not_understood_is_denied_whatever_policy_says() {
        policy.answers(Samples.ALLOW);
        policy.answers(Samples.hold(false));

        for (int i = 0; i < 2; i++) {
            var refusal = refusal(run(Samples.notUnderstood()));
            assertThat(refusal.code()).isEqualTo(RefusalCode.NOT_UNDERSTOOD);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void an_allow_whose_obligations_cannot_be_kept_is_denied() {
        policy.answers(Samples.ALLOW);

        var clearance = run(Samples.command(), _ -> Optional.of("no origins"), (_, _, _) -> {});

        assertThat(refusal(clearance).reason()).isEqualTo("no origins");
        assertThat(recorder.decisions().getFirst()).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void a_held_command_waits_is_claimed_decided_again_and_cleared_by_its_approval() {
        policy.answers(Samples.hold(false));
        policy.answersApproved(Samples.ALLOW);

        var clearance = run(Samples.command());
        assertThat(clearance.isComplete()).isFalse();
        assertThat(told).containsExactly(HOLD);
        room.settle(HOLD, new Settlement.Released());

        assertThat(clearance.result()).isEqualTo(new Cleared(Samples.ALLOW));
        assertThat(claims.claimed).containsExactly(HOLD);
        assertThat(recorder.decided())
                .extracting(CommandDecided::hold, CommandDecided::approval)
                .containsExactly(tuple(HOLD, null), tuple(null, HOLD));
        assertThat(room.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void nothing_is_cleared_whichever_event_of_a_released_hold_the_log_refuses(int taken) {
        policy.answers(Samples.hold(false));
        policy.answersApproved(Samples.ALLOW);
        recorder.failAfter(taken);

        var clearance = run(Samples.command());
        room.settle(HOLD, new Settlement.Released());

        assertThat(refusal(clearance)).isEqualTo(Refusal.logLost(Samples.command().id()));
        assertThat(recorder.decisions()).hasSize(taken);
        assertThat(room.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_denial_the_log_refuses_ends_the_session(int taken) {
        policy.answers(Samples.DENY);
        recorder.failAfter(taken);

        assertThat(refusal(run(Samples.command())).sessionLost()).isTrue();
        assertThat(recorder.refusals()).isEmpty();
    }

    @Test
    void a_refused_hold_whose_end_the_log_does_not_take_ends_the_session() {
        policy.answers(Samples.hold(false));
        recorder.failAfter(1);

        var clearance = run(Samples.command());
        room.settle(HOLD, new Settlement.Refused("bob", "not today"));

        assertThat(refusal(clearance).sessionLost()).isTrue();
        assertThat(claims.claimed).isEmpty();
    }

    @Test
    void a_policy_that_breaks_its_promise_and_throws_clears_nothing() {
        assertThat(refusal(run(Samples.command())))
                .isEqualTo(Refusal.undecided(Samples.command().id()));
        assertThat(recorder.decisions()).isEmpty();
    }

    @Test
    void a_policy_that_throws_at_release_clears_nothing() {
        policy.answers(Samples.hold(false));

        var clearance = run(Samples.command());
        room.settle(HOLD, new Settlement.Released());

        assertThat(refusal(clearance).sessionLost()).isTrue();
        assertThat(recorder.decided()).extracting(CommandDecided::approval).containsOnlyNulls();
    }

    @Test
    void an_objection_that_throws_clears_nothing() {
        policy.answers(Samples.ALLOW);

        var clearance =
                run(
                        Samples.command(),
                        _ -> {
                            throw new IllegalStateException("no origins");
                        },
                        (_, _, _) -> {});

        assertThat(refusal(clearance).sessionLost()).isTrue();
        assertThat(recorder.decisions()).isEmpty();
    }

    @Test
    void obligations_that_cannot_be_kept_at_release_deny() {
        policy.answers(Samples.hold(false));
        policy.answersApproved(Samples.ALLOW);

        var clearance =
                run(
                        Samples.command(),
                        allow ->
                                allow.equals(Samples.ALLOW)
                                        ? Optional.of("no origins")
                                        : Optional.empty(),
                        (hold, _, _) -> told.add(hold));
        room.settle(HOLD, new Settlement.Released());

        assertThat(refusal(clearance).reason()).isEqualTo("no origins");
        assertThat(claims.claimed).containsExactly(HOLD);
        assertThat(recorder.decisions()).last().isInstanceOf(Decision.Deny.class);
    }

    @Test
    void nobody_is_asked_about_a_command_whose_obligations_could_not_be_kept() {
        var masked = List.<Obligation>of(new MaskColumn("a.b.c", new Mask.Redact(), "p/m"));
        policy.onceReleased(masked);
        for (var command : List.of(Samples.command(), Samples.inTransaction())) {
            policy.answers(Samples.hold(true));
            var clearance =
                    run(
                            command,
                            allow ->
                                    allow.obligations().equals(masked)
                                            ? Optional.of("no origins")
                                            : Optional.empty(),
                            (hold, _, _) -> told.add(hold));

            assertThat(refusal(clearance).reason()).isEqualTo("no origins");
            assertThat(refusal(clearance).code()).isEqualTo(RefusalCode.POLICY_DENIED);
        }
        assertThat(told).isEmpty();
        assertThat(recorder.decisions()).hasSize(2).allMatch(Decision.Deny.class::isInstance);
        assertThat(recorder.decided()).extracting(CommandDecided::hold).containsOnlyNulls();
    }

    @Test
    void a_client_that_cannot_be_told_of_its_hold_does_not_wait() {
        policy.answers(Samples.hold(false));

        var clearance =
                run(
                        Samples.command(),
                        _ -> Optional.empty(),
                        (_, _, _) -> {
                            throw new IllegalStateException("the client is gone");
                        });

        assertThat(refusal(clearance).sessionLost()).isTrue();
        assertThat(room.size()).isZero();
    }

    @Test
    void a_client_that_left_while_its_hold_was_recorded_is_told_nothing() {
        policy.answers(Samples.hold(false));
        recorder.hesitate();

        var clearance = run(Samples.command());
        room.settle(HOLD, new Settlement.Abandoned(RefusalCode.CLIENT_GONE, "gone"));
        recorder.acknowledge();

        assertThat(refusal(clearance).code()).isEqualTo(RefusalCode.CLIENT_GONE);
        assertThat(told).isEmpty();
    }

    @Test
    void a_hold_the_log_does_not_take_is_not_announced_and_leaves_nobody_waiting() {
        policy.answers(Samples.hold(false));
        recorder.fail();

        assertThat(refusal(run(Samples.command())).sessionLost()).isTrue();
        assertThat(told).isEmpty();
        assertThat(room.size()).isZero();
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
            policy.answers(Samples.hold(false));
            var clearance = run(Samples.command());
            room.settle(HOLD, end);
            assertThat(clearance.result()).isInstanceOf(Refused.class);
        }
        assertThat(claims.claimed).isEmpty();
        assertThat(recorder.refusals())
                .containsExactly(
                        RefusalCode.HOLD_REFUSED,
                        RefusalCode.HOLD_EXPIRED,
                        RefusalCode.HOLD_WITHDRAWN,
                        RefusalCode.CLIENT_CANCELLED);
    }

    @Test
    void an_approval_somebody_else_used_clears_nothing() {
        policy.answers(Samples.hold(false));
        claims.claim = new Claim.NotClaimed("already claimed");

        var clearance = run(Samples.command());
        room.settle(HOLD, new Settlement.Released());

        assertThat(refusal(clearance).code()).isEqualTo(RefusalCode.CLAIM_REFUSED);
    }

    @Test
    void an_approval_of_what_means_something_else_by_now_is_not_claimed() {
        var answers = List.of(Future.succeededFuture(false), Future.<Boolean>failedFuture("?"));
        for (var answer : answers) {
            policy.answers(Samples.hold(false));
            standing = answer;
            var clearance = run(Samples.command());
            room.settle(HOLD, new Settlement.Released());
            assertThat(refusal(clearance).code()).isEqualTo(RefusalCode.CLAIM_REFUSED);
        }
        assertThat(claims.claimed).isEmpty();
    }

    @Test
    void a_policy_that_became_stricter_while_waiting_wins_over_the_approval() {
        for (var stricter : List.of(Samples.DENY, Samples.hold(false))) {
            policy.answers(Samples.hold(false));
            policy.answersApproved(stricter);
            var clearance = run(Samples.command());
            room.settle(HOLD, new Settlement.Released());
            assertThat(refusal(clearance).code()).isEqualTo(RefusalCode.POLICY_DENIED);
        }
    }

    @Test
    void inside_a_transaction_a_hold_denies_unless_its_terms_say_otherwise() {
        policy.answers(Samples.hold(false));
        assertThat(refusal(run(Samples.inTransaction())).reason()).contains("open transaction");

        policy.answers(Samples.hold(true));
        assertThat(run(Samples.inTransaction()).isComplete()).isFalse();
    }

    private Future<Clearance> run(Command command) {
        return run(command, _ -> Optional.empty(), (hold, _, _) -> told.add(hold));
    }

    private Future<Clearance> run(Command command, Objection objection, HeldClient client) {
        return pipeline()
                .clear(
                        command,
                        new ProtocolSide(objection, client, RowEstimate.NONE, () -> standing));
    }

    private CommandPipeline pipeline() {
        return new CommandPipeline(
                policy,
                recorder,
                new HoldSteward(vertx, clock, room, hold -> "http://holds/" + hold),
                claims,
                () -> "id-1");
    }

    private static Refusal refusal(Future<Clearance> clearance) {
        assertThat(clearance.result()).isInstanceOf(Refused.class);
        return ((Refused) clearance.result()).refusal();
    }
}
