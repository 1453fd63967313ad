package dev.holdpoint.policy;

import static dev.holdpoint.policy.evaluate.Asking.AGENT;
import static dev.holdpoint.policy.evaluate.Asking.command;
import static dev.holdpoint.policy.evaluate.Asking.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Decision.Allow;
import dev.holdpoint.events.Decision.Deny;
import dev.holdpoint.events.Decision.Hold;
import dev.holdpoint.events.Effect;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.policy.contract.PolicyMessages;
import dev.holdpoint.policy.contract.call.DecisionCalls;
import dev.holdpoint.policy.evaluate.Asking;
import dev.holdpoint.policy.proto.DecideAllRequest;
import dev.holdpoint.policy.proto.DecideRequest;
import dev.holdpoint.policy.proto.PolicyDecisionPointGrpc;
import dev.holdpoint.policy.proto.PolicyDecisionPointGrpc.PolicyDecisionPointBlockingStub;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several questions of one call, asked of the whole service. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class DecideAllIT {
    private ManagedChannel channel;
    private PolicyDecisionPointBlockingStub policy;

    @BeforeEach
    void connect() {
        channel = Surroundings.channel();
        policy = PolicyDecisionPointGrpc.newBlockingStub(channel);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> decide(about(Effect.READ)).getFirst() instanceof Allow);
    }

    @AfterEach
    void disconnect() {
        channel.shutdownNow();
    }

    @Test
    void each_is_decided_in_its_place_as_if_it_were_asked_about_alone() {
        var asked =
                Arrays.stream(Effect.values())
                        .map(DecideAllIT::about)
                        .toArray(DecideRequest[]::new);

        var decisions = decide(asked);

        assertThat(decisions).hasSameSizeAs(asked);
        for (int i = 0; i < asked.length; i++) {
            assertThat(decisions.get(i))
                    .isEqualTo(PolicyMessages.answer(policy.decide(asked[i])).decision());
        }
        assertThat(decisions).hasAtLeastOneElementOfType(Hold.class);
    }

    @Test
    void one_that_cannot_be_read_is_denied_and_the_others_are_decided() {
        var decisions =
                decide(
                        about(Effect.READ),
                        DecideRequest.getDefaultInstance(),
                        about(Effect.WRITE),
                        PolicyMessages.message(query(Asking.human("mallory"), reading())));

        assertThat(decisions.get(0)).isInstanceOf(Allow.class);
        assertThat(decisions.get(1)).satisfies(one -> denied(one, RefusalCode.PROTOCOL_VIOLATION));
        assertThat(decisions.get(2)).isInstanceOf(Hold.class);
        assertThat(decisions.get(3)).satisfies(one -> denied(one, RefusalCode.NO_GRANT));
    }

    @Test
    void too_many_or_too_large_questions_fail_together() {
        var many = Collections.nCopies(DecisionCalls.MOST_TOGETHER + 1, about(Effect.READ));
        assertThat(decide(many.subList(1, many.size()).toArray(DecideRequest[]::new)))
                .hasSize(DecisionCalls.MOST_TOGETHER)
                .allMatch(Allow.class::isInstance);
        var large =
                about(Effect.READ).toBuilder()
                        .setJustification("x".repeat(DecisionCalls.MOST_BYTES))
                        .build();

        for (var tooMuch : List.of(many, List.of(large))) {
            var request = DecideAllRequest.newBuilder().addAllQuestions(tooMuch).build();
            assertThatThrownBy(() -> policy.decideAll(request))
                    .satisfies(
                            why ->
                                    assertThat(Status.fromThrowable(why).getCode())
                                            .isEqualTo(Status.Code.INVALID_ARGUMENT));
        }
    }

    private static void denied(Decision decision, RefusalCode code) {
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Deny.class, deny -> assertThat(deny.code()).isEqualTo(code));
    }

    /** Asks again as long as it does not come to all of them in time. */
    private List<Decision> decide(DecideRequest... questions) {
        var request = DecideAllRequest.newBuilder().addAllQuestions(List.of(questions)).build();
        var answers =
                await().atMost(Duration.ofSeconds(30))
                        .until(
                                () -> policy.decideAll(request).getAnswersList(),
                                all -> all.stream().noneMatch(one -> one.getDecision().isEmpty()));
        return answers.stream().map(one -> PolicyMessages.answer(one).decision()).toList();
    }

    private static DecideRequest about(Effect effect) {
        return PolicyMessages.message(query(AGENT, command(effect.name(), effect)));
    }

    private static CommandFacts reading() {
        return command("SELECT", Effect.READ);
    }
}
