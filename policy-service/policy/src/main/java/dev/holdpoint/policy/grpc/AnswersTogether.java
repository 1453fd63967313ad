package dev.holdpoint.policy.grpc;

import dev.holdpoint.policy.contract.call.DecisionCalls;
import dev.holdpoint.policy.proto.DecideAllResponse;
import dev.holdpoint.policy.proto.DecideRequest;
import dev.holdpoint.policy.proto.DecideResponse;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** The answers of one call, as far as there is time and they fit into it; the others are empty. */
final class AnswersTogether {
    private final Function<DecideRequest, DecideResponse> decide;
    private final BooleanSupplier inTime;
    private final DecideAllResponse.Builder answers = DecideAllResponse.newBuilder();
    private int bytes;

    private AnswersTogether(
            Function<DecideRequest, DecideResponse> decide, BooleanSupplier inTime) {
        this.decide = decide;
        this.inTime = inTime;
    }

    /**
     * Decides one after the other.
     *
     * @param inTime whether another one may be begun with
     */
    static DecideAllResponse of(
            List<DecideRequest> questions,
            Function<DecideRequest, DecideResponse> decide,
            BooleanSupplier inTime) {
        var together = new AnswersTogether(decide, inTime);
        questions.forEach(together::add);
        return together.answers.build();
    }

    private void add(DecideRequest question) {
        var none = DecideResponse.getDefaultInstance();
        var answer = fits() && inTime.getAsBoolean() ? decide.apply(question) : none;
        bytes += answer.getSerializedSize();
        answers.addAnswers(fits() || answers.getAnswersCount() == 0 ? answer : none);
    }

    private boolean fits() {
        return bytes <= DecisionCalls.MOST_ANSWER_BYTES;
    }
}
