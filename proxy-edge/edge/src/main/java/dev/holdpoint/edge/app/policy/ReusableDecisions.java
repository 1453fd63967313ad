package dev.holdpoint.edge.app.policy;

import dev.holdpoint.edge.decide.Answer;
import dev.holdpoint.edge.decide.DecisionRequest;
import dev.holdpoint.events.CommandFacts;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.Principal;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.contract.DecisionAnswer;
import dev.holdpoint.policy.contract.Generation;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Decisions that hold for more than one command: those that depend on nothing but who asks, from
 * where, about what target and what the command does. Each belongs to one generation of what is
 * decided by, and is forgotten with it. A hold is never among them. Safe for any thread.
 */
final class ReusableDecisions {
    static final int MAX_ENTRIES = 10_000;
    static final int MAX_NAMES = 100;

    /** Of all entries together, so that no choice of statements makes them large. */
    static final int MAX_NAMES_KEPT = 100_000;

    private record Key(
            Principal principal,
            TargetName target,
            String clientAddress,
            String applicationName,
            CommandFacts facts) {
        static Key of(DecisionRequest request) {
            return new Key(
                    request.session().principal(),
                    request.session().target(),
                    request.use().clientAddress(),
                    request.use().applicationName(),
                    request.facts());
        }
    }

    private record Entry(Future<Answer> answer, long untilMillis) {}

    private record Book(Generation generation, Map<Key, Entry> entries, AtomicInteger names) {
        static Book of(Generation generation) {
            return new Book(generation, new ConcurrentHashMap<>(), new AtomicInteger());
        }

        boolean isFull() {
            return entries.size() >= MAX_ENTRIES || names.get() >= MAX_NAMES_KEPT;
        }

        void put(Key key, Entry entry) {
            if (entries.put(key, entry) == null) {
                names.addAndGet(key.facts().countOfNames());
            }
        }
    }

    private final InstantSource clock;
    private volatile @Nullable Book book;

    ReusableDecisions(InstantSource clock) {
        this.clock = clock;
    }

    /** What was decided before in this generation, or null if that must be asked. */
    @Nullable Future<Answer> find(Generation now, DecisionRequest request) {
        var kept = book;
        if (kept == null || request.approved() != null || !kept.generation().equals(now)) {
            return null;
        }
        var entry = kept.entries().get(Key.of(request));
        return entry != null && clock.millis() < entry.untilMillis() ? entry.answer() : null;
    }

    /** Keeps an answer if it may be used again and belongs to the generation of now. */
    void keep(Generation now, DecisionRequest request, DecisionAnswer answer) {
        if (!isReusable(now, request, answer)) {
            return;
        }
        var until = answer.reusableUntil();
        var kept = Future.succeededFuture(GrpcPolicyDecisionPoint.answer(answer));
        current(now)
                .put(
                        Key.of(request),
                        new Entry(kept, until == null ? Long.MAX_VALUE : until.toEpochMilli()));
    }

    /** Forgets everything. */
    void forget() {
        book = null;
    }

    /** How many decisions are kept now. */
    int size() {
        var kept = book;
        return kept == null ? 0 : kept.entries().size();
    }

    private Book current(Generation now) {
        var kept = book;
        if (kept == null || !kept.generation().equals(now) || kept.isFull()) {
            kept = Book.of(now);
            book = kept;
        }
        return kept;
    }

    private static boolean isReusable(
            Generation now, DecisionRequest request, DecisionAnswer answer) {
        return answer.inputs().isEmpty()
                && answer.generation() == now.number()
                && answer.decision().revision().equals(now.revision())
                && !(answer.decision() instanceof Decision.Hold)
                && request.approved() == null
                && request.facts().countOfNames() <= MAX_NAMES;
    }
}
