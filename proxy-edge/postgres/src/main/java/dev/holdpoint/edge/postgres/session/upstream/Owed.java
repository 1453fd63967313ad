package dev.holdpoint.edge.postgres.session.upstream;

import dev.holdpoint.edge.postgres.session.command.Running;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The answers a target owes, in the order it owes them. */
final class Owed {
    private final Deque<Awaited> answers = new ArrayDeque<>(8);
    private int commands;

    void add(Awaited answer) {
        answers.add(answer);
        commands += answer instanceof Awaited.Command ? 1 : 0;
    }

    Awaited take() {
        var head = answers.removeFirst();
        commands -= head instanceof Awaited.Command ? 1 : 0;
        return head;
    }

    /** The one that is due; null if none is. */
    @Nullable Awaited first() {
        return answers.peekFirst();
    }

    boolean isEmpty() {
        return answers.isEmpty();
    }

    /** Whether a statement runs, or is on its way. */
    boolean isRunning() {
        return commands > 0;
    }

    /** The command whose answer is due. */
    Running running() {
        return ((Awaited.Command) answers.getFirst()).running();
    }

    /** Whether texts of errors and notices must not pass. */
    boolean hidesTexts() {
        for (var answer : answers) {
            if (answer instanceof Awaited.Command command && command.running().hidesTexts()
                    || answer instanceof Awaited.Bind bind && bind.portal().hidesTexts()) {
                return true;
            }
        }
        return false;
    }

    /** Takes what is skipped after an error, which is everything up to the next Sync. */
    void skip(Consumer<Awaited> skipped) {
        while (!isEmpty() && !(first() instanceof Awaited.Sync)) {
            skipped.accept(take());
        }
    }

    /** Nothing is answered any more. */
    void abandon(Consumer<Awaited> unanswered) {
        while (!isEmpty()) {
            unanswered.accept(take());
        }
    }
}
