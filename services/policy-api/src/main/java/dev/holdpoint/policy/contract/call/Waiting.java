package dev.holdpoint.policy.contract.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Who may ask at once and who waits: while few calls are under way a question goes alone, else it
 * waits for one of them to end and goes with all that wait by then. Safe for any thread.
 */
final class Waiting {
    private final Deque<Question> questions = new ArrayDeque<>();
    private int underWay;

    /** What a question has to do. */
    enum Turn {
        /** Go; whoever goes says so when it has {@link #ended}. */
        NOW,
        LATER,
        /** Too many wait already. */
        NEVER
    }

    synchronized Turn turn(Question question) {
        if (underWay < DecisionCalls.MOST_UNDER_WAY) {
            underWay++;
            return Turn.NOW;
        }
        if (questions.size() >= DecisionCalls.MOST_WAITING) {
            return Turn.NEVER;
        }
        questions.add(question);
        return Turn.LATER;
    }

    /**
     * A call has ended: those that go now, in the order in which they came, if any.
     *
     * @param again what has to be asked again, before all others
     */
    synchronized List<Question> ended(List<Question> again) {
        again.reversed().forEach(questions::addFirst);
        if (questions.isEmpty()) {
            underWay--;
            return List.of();
        }
        var next = new ArrayList<Question>();
        int bytes = 0;
        for (var head = questions.peek();
                head != null && next.size() < DecisionCalls.MOST_TOGETHER;
                head = questions.peek()) {
            bytes += head.bytes() + DecisionCalls.BYTES_BESIDE;
            if (!next.isEmpty() && bytes > DecisionCalls.MOST_BYTES) {
                break;
            }
            next.add(questions.remove());
        }
        return next;
    }
}
