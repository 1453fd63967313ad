package dev.holdpoint.edge.app.policy;

import static dev.holdpoint.edge.app.log.Sample.ALICE;
import static dev.holdpoint.edge.app.log.Sample.PAYMENTS;
import static dev.holdpoint.edge.app.log.Sample.READ;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.edge.app.OnContext;
import dev.holdpoint.edge.app.log.Sample;
import dev.holdpoint.edge.app.policy.PolicyWatch.Heard;
import dev.holdpoint.edge.decide.Answer;
import dev.holdpoint.edge.decide.DecisionRequest;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionId;
import dev.holdpoint.events.SessionUse;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.contract.Generation;
import dev.holdpoint.policy.contract.PolicyMessages;
import dev.holdpoint.policy.contract.call.CallGuard;
import dev.holdpoint.policy.contract.call.DecisionCalls;
import dev.holdpoint.policy.proto.DecideRequest;
import dev.holdpoint.policy.proto.DecideResponse;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Questions that are asked together, of a policy-service that answers when it is let. */
class DecisionCallsIT {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final int SIZE = 25_000;

    private GatheringServer server = new GatheringServer(true);
    private ManagedChannel channel = channel();

    private ManagedChannel channel() {
        return Grpc.newChannelBuilder(
                        "localhost:" + server.port(), InsecureChannelCredentials.create())
                .build();
    }

    @AfterEach
    void stop() {
        channel.shutdownNow();
        server.close();
    }

    @Test
    void a_lone_question_goes_at_once_and_alone() throws Exception {
        server.release();
        var calls = calls(LONG);

        for (int i = 0; i < 5; i++) {
            assertThat(answer(calls.ask(question("c-" + i)))).isEqualTo("c-" + i);
        }

        assertThat(server.alone).containsExactly("c-0", "c-1", "c-2", "c-3", "c-4");
        assertThat(server.together).isEmpty();
    }

    @Test
    void what_is_asked_while_two_calls_are_under_way_goes_together_and_each_gets_its_own_answer()
            throws Exception {
        var calls = calls(LONG);
        var answers = ask(calls, 200);
        await().until(() -> server.underWay() == 2);
        assertThat(server.together).isEmpty();

        server.release();

        for (int i = 0; i < 200; i++) {
            assertThat(answer(answers.get(i))).isEqualTo("c-" + i);
        }
        assertThat(server.alone).containsExactlyInAnyOrder("c-0", "c-1");
        assertThat(server.together).containsExactlyInAnyOrder(64, 64, 64, 6);
    }

    @Test
    void a_question_that_gets_no_answer_does_not_take_the_others_with_it() throws Exception {
        var calls = calls(LONG);
        occupy(calls);
        var before = calls.ask(question("c-1"));
        var unanswered = calls.ask(question(GatheringServer.LEFT_OUT));
        var behind = calls.ask(question("c-2"));

        server.release();

        assertThat(answer(before)).isEqualTo("c-1");
        assertThat(answer(behind)).isEqualTo("c-2");
        failed(unanswered, Status.Code.UNAVAILABLE);
    }

    @Test
    void what_policy_service_did_not_come_to_is_asked_again_before_what_came_later()
            throws Exception {
        var calls = calls(LONG);
        occupy(calls);
        var names =
                IntStream.range(0, 90)
                        .mapToObj(i -> (i % 3 == 0 ? GatheringServer.NEXT_TIME : "c-") + i)
                        .toList();
        var answers = names.stream().map(name -> calls.ask(question(name))).toList();

        server.release();

        for (int i = 0; i < names.size(); i++) {
            assertThat(answer(answers.get(i))).isEqualTo(names.get(i));
        }
    }

    @Test
    void large_questions_go_in_calls_of_their_own() throws Exception {
        var calls = calls(LONG);
        occupy(calls);
        var answers =
                IntStream.range(0, 12)
                        .mapToObj(i -> calls.ask(question("c-" + i, READ, "x".repeat(SIZE))))
                        .toList();
        var huge = calls.ask(question("huge", READ, "x".repeat(2 * DecisionCalls.MOST_BYTES)));

        server.release();

        for (int i = 0; i < 12; i++) {
            assertThat(answer(answers.get(i))).isEqualTo("c-" + i);
        }
        assertThat(answer(huge)).isEqualTo("huge");
        assertThat(server.together).containsExactlyInAnyOrder(5, 5, 2);
        assertThat(server.alone).contains("huge");
    }

    @Test
    void nobody_waits_longer_than_a_question_may_take() {
        var calls = calls(SHORT);
        var answers = ask(calls, 100);

        answers.forEach(answer -> failed(answer, Status.Code.DEADLINE_EXCEEDED));
    }

    @Test
    void of_too_many_that_wait_another_one_fails_at_once_and_the_others_do_not() throws Exception {
        var calls = calls(LONG);
        int most = DecisionCalls.MOST_UNDER_WAY + DecisionCalls.MOST_WAITING;
        var answers = ask(calls, most);

        var refused = calls.ask(question("too-many"));

        assertThat(refused).isCompletedExceptionally();
        failed(refused, Status.Code.RESOURCE_EXHAUSTED);
        server.release();
        for (int i = 0; i < most; i++) {
            assertThat(answer(answers.get(i))).isEqualTo("c-" + i);
        }
    }

    @Test
    void a_service_that_knows_only_single_questions_is_asked_those_from_then_on() throws Exception {
        channel.shutdownNow();
        server.close();
        server = new GatheringServer(false);
        channel = channel();
        var calls = calls(LONG);
        var answers = ask(calls, 100);
        await().until(() -> server.underWay() == 2);

        server.release();

        for (int i = 0; i < 100; i++) {
            assertThat(answer(answers.get(i))).isEqualTo("c-" + i);
        }
        for (var later : ask(calls, 100)) {
            assertThat(answer(later)).startsWith("c-");
        }
        assertThat(server.alone).hasSize(200);
    }

    @Test
    void questions_whose_call_is_refused_for_what_it_asks_are_asked_each_alone() throws Exception {
        var calls = calls(LONG);
        occupy(calls);
        server.failTogether(Status.RESOURCE_EXHAUSTED);
        var answers = ask(calls, 100);

        server.release();

        for (int i = 0; i < 100; i++) {
            assertThat(answer(answers.get(i))).isEqualTo("c-" + i);
        }
        assertThat(server.together).isNotEmpty();
    }

    @Test
    void a_call_of_many_that_fails_is_one_failure_after_which_others_are_asked_as_ever()
            throws Exception {
        var vertx = Vertx.vertx();
        try {
            var point = point(vertx);
            server.failTogether(Status.UNAVAILABLE);
            var decisions =
                    IntStream.range(0, 100).mapToObj(i -> point.decide(request("c-" + i))).toList();
            await().until(() -> server.underWay() == 2);
            server.release();
            for (var decision : decisions) {
                get(decision);
            }
            assertThat(server.together).isNotEmpty();

            assertThat(get(point.decide(request("later"))).decision().reason()).isEqualTo("later");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Test
    void a_policy_service_that_dies_with_questions_asked_together_under_way_allows_none()
            throws Exception {
        var vertx = Vertx.vertx();
        try {
            var point = point(vertx);
            var decisions =
                    IntStream.range(0, 100).mapToObj(i -> point.decide(request("c-" + i))).toList();
            await().until(() -> server.underWay() == 2);

            server.close();

            for (var decision : decisions) {
                unavailable(get(decision).decision());
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private GrpcPolicyDecisionPoint point(Vertx vertx) {
        return new GrpcPolicyDecisionPoint(
                new PolicyClient(new OnContext(vertx), channel),
                () -> new Heard(new Generation(Sample.REVISION, 1), 1, 0, true),
                InstantSource.system());
    }

    private static void unavailable(Decision decision) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Deny.class,
                        deny -> assertThat(deny.code()).isEqualTo(RefusalCode.POLICY_UNAVAILABLE));
    }

    private DecisionCalls calls(Duration limit) {
        return new DecisionCalls(channel, limit, System::nanoTime, CallGuard.NONE);
    }

    /** So that whatever is asked now has to wait. */
    private void occupy(DecisionCalls calls) {
        ask(calls, DecisionCalls.MOST_UNDER_WAY);
        await().until(() -> server.underWay() == DecisionCalls.MOST_UNDER_WAY);
    }

    private static List<CompletableFuture<DecideResponse>> ask(DecisionCalls calls, int questions) {
        return IntStream.range(0, questions).mapToObj(i -> calls.ask(question("c-" + i))).toList();
    }

    private static DecideRequest question(String command) {
        return question(command, READ, "");
    }

    private static DecideRequest question(
            String command, CommandFacts facts, String justification) {
        return PolicyMessages.message(
                new DecisionQuery(
                        ALICE,
                        PAYMENTS,
                        new SessionId("s-1"),
                        new CommandId(command),
                        facts,
                        SessionUse.NONE,
                        justification,
                        Map.of(),
                        null));
    }

    private static DecisionRequest request(String command) {
        var session =
                new SessionAttributes(
                        new SessionId("s-1"), ALICE, PAYMENTS, "postgres", "", null, null);
        return new DecisionRequest(
                session, new CommandId(command), READ, SessionUse.NONE, null, Map.of(), null);
    }

    /** What it says, which is the command it was asked about. */
    private static String answer(CompletableFuture<DecideResponse> answer) throws Exception {
        return PolicyMessages.answer(answer.get(20, TimeUnit.SECONDS)).decision().reason();
    }

    private static void failed(CompletableFuture<DecideResponse> answer, Status.Code code) {
        assertThat(answer)
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause()
                .satisfies(why -> assertThat(Status.fromThrowable(why).getCode()).isEqualTo(code));
    }

    private static Answer get(Future<Answer> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
