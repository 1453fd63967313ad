package dev.holdpoint.sql.analyse;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that many share: nobody has more than half of them, who has much to do waits behind
 * itself, and those who wait take turns.
 */
final class FairThreads<T> implements AutoCloseable {
    private static final int SHARES_OF_QUEUE = 4;

    private final Bounds bounds;
    private final ThreadPoolExecutor threads;
    private final ScheduledExecutorService timer;
    private final Map<String, Owner<T>> owners = new HashMap<>();
    private final Set<Owner<T>> turns = new LinkedHashSet<>();
    private int running;
    private int waiting;

    /**
     * How much there is to share.
     *
     * @param queue tasks that may wait, a quarter of them of one owner
     * @param patience how long one may wait
     */
    record Bounds(int threads, int queue, Duration patience) {
        int threadsOfOne() {
            return Math.max(1, threads / 2);
        }

        int queueOfOne() {
            return Math.max(1, queue / SHARES_OF_QUEUE);
        }
    }

    /** Why something is not done. */
    enum Unserved {
        TOO_MANY,
        TOO_LONG
    }

    private record Task<T>(
            Supplier<T> work, Function<Unserved, T> unserved, CompletableFuture<T> result) {
        void refuse(Unserved why) {
            result.complete(unserved.apply(why));
        }
    }

    private static final class Owner<T> {
        private final String name;
        private final Deque<Task<T>> tasks = new ArrayDeque<>();
        private int running;

        Owner(String name) {
            this.name = name;
        }
    }

    private record Start<T>(Owner<T> owner, Task<T> task) {}

    FairThreads(Bounds bounds, ThreadFactory factory, ScheduledExecutorService timer) {
        this.bounds = bounds;
        this.timer = timer;
        threads =
                new ThreadPoolExecutor(
                        bounds.threads(),
                        bounds.threads(),
                        0,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        factory);
    }

    /** The threads themselves, for what is nobody's. */
    Executor unshared() {
        return threads;
    }

    /**
     * Does this when it is its owner's turn.
     *
     * @param unserved what to complete with if it never is
     */
    CompletionStage<T> submit(String owner, Supplier<T> work, Function<Unserved, T> unserved) {
        var task = new Task<T>(work, unserved, new CompletableFuture<>());
        if (!queued(owner, task)) {
            task.refuse(Unserved.TOO_MANY);
            return task.result();
        }
        next().ifPresent(this::run);
        if (!task.result().isDone()) {
            limit(owner, task);
        }
        return task.result();
    }

    private synchronized boolean queued(String name, Task<T> task) {
        var known = owners.get(name);
        var owner = known == null ? new Owner<T>(name) : known;
        boolean free = owner.tasks.isEmpty() && mayRun(owner);
        if (!free && (waiting >= bounds.queue() || owner.tasks.size() >= bounds.queueOfOne())) {
            return false;
        }
        owners.put(name, owner);
        owner.tasks.addLast(task);
        turns.add(owner);
        waiting++;
        return true;
    }

    private boolean mayRun(Owner<T> owner) {
        return running < bounds.threads() && owner.running < bounds.threadsOfOne();
    }

    private synchronized Optional<Start<T>> next() {
        for (var owner : turns) {
            if (mayRun(owner)) {
                var task = owner.tasks.removeFirst();
                turns.remove(owner);
                if (!owner.tasks.isEmpty()) {
                    turns.add(owner);
                }
                waiting--;
                running++;
                owner.running++;
                return Optional.of(new Start<>(owner, task));
            }
        }
        return Optional.empty();
    }

    private void run(Start<T> start) {
        try {
            var _ =
                    CompletableFuture.supplyAsync(start.task().work(), threads)
                            .whenComplete((said, failure) -> over(start, said, failure));
        } catch (RejectedExecutionException closed) {
            start.task().refuse(Unserved.TOO_MANY);
        }
    }

    private void over(Start<T> start, @Nullable T said, @Nullable Throwable failure) {
        ended(start.owner());
        next().ifPresent(this::run);
        if (failure == null) {
            start.task().result().complete(Objects.requireNonNull(said));
        } else {
            start.task().result().completeExceptionally(failure);
        }
    }

    private synchronized void ended(Owner<T> owner) {
        running--;
        owner.running--;
        forgetIfIdle(owner);
    }

    private void limit(String owner, Task<T> task) {
        ScheduledFuture<?> limit =
                timer.schedule(
                        () -> giveUp(owner, task),
                        bounds.patience().toNanos(),
                        TimeUnit.NANOSECONDS);
        var _ = task.result().whenComplete((_, _) -> limit.cancel(false));
    }

    private void giveUp(String owner, Task<T> task) {
        if (withdrawn(owner, task)) {
            task.refuse(Unserved.TOO_LONG);
        }
    }

    private synchronized boolean withdrawn(String name, Task<T> task) {
        var owner = owners.get(name);
        if (owner == null || !owner.tasks.remove(task)) {
            return false;
        }
        waiting--;
        if (owner.tasks.isEmpty()) {
            turns.remove(owner);
        }
        forgetIfIdle(owner);
        return true;
    }

    private void forgetIfIdle(Owner<T> owner) {
        if (owner.running == 0 && owner.tasks.isEmpty()) {
            owners.remove(owner.name, owner);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
