package dev.holdpoint.policy.contract.call;

import static dev.holdpoint.policy.contract.call.DecisionCalls.MOST_BYTES;
import static dev.holdpoint.policy.contract.call.DecisionCalls.MOST_TOGETHER;
import static dev.holdpoint.policy.contract.call.DecisionCalls.MOST_UNDER_WAY;
import static dev.holdpoint.policy.contract.call.DecisionCalls.MOST_WAITING;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.holdpoint.policy.contract.call.Waiting.Turn;
import dev.holdpoint.policy.proto.DecideAllRequest;
import dev.holdpoint.policy.proto.DecideRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private final Waiting waiting = new Waiting();

    @Test
    void few_go_at_once_and_the_rest_when_one_of_them_has_ended() {
        for (int i = 0; i < MOST_UNDER_WAY; i++) {
            assertThat(waiting.turn(question("first", 0))).isEqualTo(Turn.NOW);
        }
        var second = question("second", 0);
        var third = question("third", 0);
        assertThat(waiting.turn(second)).isEqualTo(Turn.LATER);
        assertThat(waiting.turn(third)).isEqualTo(Turn.LATER);

        assertThat(waiting.ended(List.of())).containsExactly(second, third);
        assertThat(waiting.turn(question("fourth", 0))).isEqualTo(Turn.LATER);
    }

    @Test
    void once_nobody_waits_a_call_that_ends_makes_room() {
        occupy();
        assertThat(waiting.ended(List.of())).isEmpty();

        assertThat(waiting.turn(question("alone", 0))).isEqualTo(Turn.NOW);
        assertThat(waiting.turn(question("behind", 0))).isEqualTo(Turn.LATER);
    }

    @Test
    void so_many_wait_and_no_more() {
        occupy();
        for (int i = 0; i < MOST_WAITING; i++) {
            assertThat(waiting.turn(question("some", 0))).isEqualTo(Turn.LATER);
        }
        assertThat(waiting.turn(question("too many", 0))).isEqualTo(Turn.NEVER);

        assertThat(waiting.ended(List.of())).hasSize(MOST_TOGETHER);
        assertThat(waiting.turn(question("another", 0))).isEqualTo(Turn.LATER);
    }

    @Test
    void one_that_is_larger_than_a_call_goes_alone() {
        occupy();
        var huge = question("huge", 2 * MOST_BYTES);
        var next = question("next", 0);
        waiting.turn(huge);
        waiting.turn(next);

        assertThat(waiting.ended(List.of())).containsExactly(huge);
        assertThat(waiting.ended(List.of())).containsExactly(next);
    }

    @Test
    void all_go_once_and_in_order_in_calls_that_are_never_too_large() {
        var random = new Random(4711);
        occupy();
        var asked = new ArrayList<Question>();
        for (int i = 0; i < 1_000; i++) {
            var question = question("c-" + i, random.nextInt(MOST_BYTES / 8));
            asked.add(question);
            waiting.turn(question);
        }

        var gone = new ArrayList<Question>();
        for (var call = waiting.ended(List.of());
                !call.isEmpty();
                call = waiting.ended(List.of())) {
            assertThat(call).hasSizeLessThanOrEqualTo(MOST_TOGETHER);
            assertThat(size(call)).isLessThanOrEqualTo(MOST_BYTES);
            gone.addAll(call);
        }

        assertThat(gone).isEqualTo(asked);
    }

    @Test
    void what_is_asked_again_goes_first() {
        occupy();
        var again = List.of(question("one", 0), question("two", 0));
        var behind = question("behind", 0);
        waiting.turn(behind);

        assertThat(waiting.ended(again)).containsExactly(again.get(0), again.get(1), behind);
    }

    private void occupy() {
        for (int i = 0; i < MOST_UNDER_WAY; i++) {
            waiting.turn(question("first", 0));
        }
    }

    private static int size(List<Question> call) {
        var message = DecideAllRequest.newBuilder();
        call.forEach(question -> message.addQuestions(question.asked()));
        return message.build().getSerializedSize();
    }

    private static Question question(String command, int bytes) {
        var facts = ByteString.copyFrom(new byte[bytes]);
        var asked = DecideRequest.newBuilder().setCommand(command).setFacts(facts).build();
        return new Question(asked, 0);
    }
}
