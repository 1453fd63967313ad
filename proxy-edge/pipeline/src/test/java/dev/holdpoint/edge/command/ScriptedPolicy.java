package dev.holdpoint.edge.command;

import dev.holdpoint.edge.decide.Answer;
import dev.holdpoint.edge.decide.DecisionRequest;
import dev.holdpoint.edge.decide.PolicyDecisionPoint;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Obligation;
import dev.holdpoint.events.ShadowAnswer;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers in the order it was told to; throws when it has no answer left. */
final class ScriptedPolicy implements PolicyDecisionPoint {
    private final Deque<Decision> answers = new ArrayDeque<>();
    private final Deque<Decision> approved = new ArrayDeque<>();
    private List<Obligation> onceReleased = List.of();
    private @Nullable ShadowAnswer shadow;

    /** What comes with every hold. */
    void onceReleased(List<Obligation> obligations) {
        onceReleased = List.copyOf(obligations);
    }

    /** What comes with every answer. */
    void shadow(ShadowAnswer tried) {
        shadow = tried;
    }

    void answers(Decision decision) {
        answers.add(decision);
    }

    void answersApproved(Decision decision) {
        approved.add(decision);
    }

    @Override
    public Future<Answer> decide(DecisionRequest request) {
        var decision = request.approved() == null ? answers.remove() : approved.remove();
        return Future.succeededFuture(new Answer(decision, false, onceReleased, shadow));
    }
}
