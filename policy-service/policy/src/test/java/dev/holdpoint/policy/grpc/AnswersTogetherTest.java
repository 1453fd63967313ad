package dev.holdpoint.policy.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.holdpoint.policy.contract.call.DecisionCalls;
import dev.holdpoint.policy.proto.DecideRequest;
import dev.holdpoint.policy.proto.DecideResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTogetherTest {
    private static final int THIRD = DecisionCalls.MOST_ANSWER_BYTES / 3;

    private final List<Integer> decided = new ArrayList<>();

    @Test
    void those_that_do_not_fit_any_more_are_left_for_another_call() {
        assertThat(sizes(THIRD, 5)).containsExactly(THIRD, THIRD, 0, 0, 0);
        assertThat(decided).hasSize(3);
    }

    @Test
    void the_first_is_answered_however_large_it_is() {
        int large = 2 * DecisionCalls.MOST_ANSWER_BYTES;
        assertThat(sizes(large, 3)).containsExactly(large, 0, 0);
        assertThat(decided).hasSize(1);
    }

    @Test
    void small_ones_fit_all() {
        assertThat(sizes(100, DecisionCalls.MOST_TOGETHER)).containsOnly(100);
    }

    @Test
    void none_is_begun_with_when_the_time_is_over() {
        var answers =
                AnswersTogether.of(
                        Collections.nCopies(3, DecideRequest.getDefaultInstance()),
                        _ -> answer(10),
                        () -> decided.size() < 2);

        assertThat(sizes(answers.getAnswersList())).containsExactly(10, 10, 0);
    }

    private List<Integer> sizes(int size, int questions) {
        var answers =
                AnswersTogether.of(
                        Collections.nCopies(questions, DecideRequest.getDefaultInstance()),
                        _ -> answer(size),
                        () -> true);
        assertThat(answers.getSerializedSize())
                .isLessThan(Math.max(size, DecisionCalls.MOST_ANSWER_BYTES) + 10_000);
        return sizes(answers.getAnswersList());
    }

    private static List<Integer> sizes(List<DecideResponse> answers) {
        return answers.stream().map(answer -> answer.getDecision().size()).toList();
    }

    private DecideResponse answer(int size) {
        decided.add(size);
        return DecideResponse.newBuilder().setDecision(ByteString.copyFrom(new byte[size])).build();
    }
}
