package dev.holdpoint.policy.simulate;

import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.DecisionAnswer;
import dev.holdpoint.policy.contract.DecisionQuery;
import dev.holdpoint.policy.contract.Input;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Answers to what was asked last, given again to what is the same in all that they depend on; one
 * by each rulebook for what is the same but for an answer's inputs. Safe for any thread.
 */
final class Remembered {
    static final int MAX_NAMES = 100;

    /** Of all that is kept together; whatever came before is forgotten then. */
    static final int MAX_NAMES_KEPT = 50_000;

    private final Map<Key, Kept> kept = new ConcurrentHashMap<>();
    private final AtomicInteger names = new AtomicInteger();

    private record Key(
            long rulebook,
            Principal principal,
            TargetName target,
            String clientAddress,
            String applicationName,
            CommandFacts facts) {
        static Key of(long rulebook, DecisionQuery query) {
            return new Key(
                    rulebook,
                    query.principal(),
                    query.target(),
                    query.use().clientAddress(),
                    query.use().applicationName(),
                    query.facts());
        }
    }

    /** An answer, which may be another one before it was given, for a grant that ended since. */
    private record Kept(DecisionAnswer answer, DecisionQuery query, Instant from) {
        boolean answers(DecisionQuery other, Instant at) {
            return !at.isBefore(from)
                    && isBefore(at, answer)
                    && answer.inputs().stream().allMatch(input -> isSame(input, query, other));
        }

        private static boolean isBefore(Instant at, DecisionAnswer answer) {
            var until = answer.reusableUntil();
            return until == null || at.isBefore(until);
        }

        private static boolean isSame(Input input, DecisionQuery one, DecisionQuery other) {
            var use = one.use();
            return switch (input) {
                case COMMANDS_LAST_MINUTE ->
                        use.commandsLastMinute() == other.use().commandsLastMinute();
                case ROWS_RETURNED -> use.rowsReturned() == other.use().rowsReturned();
                case ROWS_WRITTEN -> use.rowsWritten() == other.use().rowsWritten();
                case JUSTIFICATION -> Objects.equals(one.justification(), other.justification());
                case TAGS -> one.tags().equals(other.tags());
                case OTHER -> false;
            };
        }
    }

    /**
     * What {@code asked} answers, or answered before to the same.
     *
     * @param rulebook the number of the one that is asked, or that tells which one is
     */
    DecisionAnswer answer(
            DecisionQuery query,
            Instant at,
            long rulebook,
            Function<DecisionQuery, DecisionAnswer> asked) {
        var key = Key.of(rulebook, query);
        var before = kept.get(key);
        if (before != null && before.answers(query, at)) {
            return before.answer();
        }
        var answer = asked.apply(query);
        if (query.approved() == null && !answer.inputs().contains(Input.OTHER)) {
            keep(key, new Kept(answer, query, at));
        }
        return answer;
    }

    private void keep(Key key, Kept answer) {
        int more = 1 + key.facts().countOfNames();
        if (more > MAX_NAMES) {
            return;
        }
        if (names.get() + more > MAX_NAMES_KEPT) {
            kept.clear();
            names.set(0);
        }
        if (kept.put(key, answer) == null) {
            names.addAndGet(more);
        }
    }
}
