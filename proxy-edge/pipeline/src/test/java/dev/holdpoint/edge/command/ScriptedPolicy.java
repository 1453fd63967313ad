package dev.holdpoint.edge.command;

import dev.holdpoint.edge.decide.PolicyDecisionPoint;
import dev.holdpoint.edge.session.SessionAttributes;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.HoldTerms;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;

/** Answers in the order it was told to; throws when it has no answer left. */
final class ScriptedPolicy implements PolicyDecisionPoint {
    private final Deque<Decision> answers = new ArrayDeque<>();
    private final Deque<Decision> approved = new ArrayDeque<>();

    void answers(Decision decision) {
        answers.add(decision);
    }

    void answersApproved(Decision decision) {
        approved.add(decision);
    }

    @Override
    public Future<Decision> decide(
            SessionAttributes session, CommandId command, CommandFacts facts) {
        return Future.succeededFuture(answers.remove());
    }

    @Override
    public Future<Decision> decideApproved(
            SessionAttributes session,
            CommandId command,
            CommandFacts facts,
            HoldId approval,
            HoldTerms terms) {
        return Future.succeededFuture(approved.remove());
    }
}
