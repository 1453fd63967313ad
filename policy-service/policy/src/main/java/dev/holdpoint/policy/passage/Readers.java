package dev.holdpoint.policy.passage;

import dev.holdpoint.eventlog.LoggedEvent;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Several threads that read records ahead of whoever takes them in order. Its methods are for one
 * thread.
 */
final class Readers<T> implements AutoCloseable {
    private static final int TOGETHER = 50;
    private static final int AHEAD_OF_EACH = 4;

    private final Reading<T> reading;
    private final int most;
    private final ExecutorService threads;
    private final Queue<CompletableFuture<List<T>>> ahead = new ArrayDeque<>();
    private volatile boolean closed;

    Readers(Reading<T> reading, int threads) {
        this.reading = reading;
        this.most = threads * AHEAD_OF_EACH;
        this.threads =
                Executors.newFixedThreadPool(
                        threads,
                        Thread.ofPlatform().daemon().name("simulation-reader-", 1).factory());
    }

    /** Has records read, behind those before them. */
    void read(List<LoggedEvent> records) {
        for (int from = 0; from < records.size(); from += TOGETHER) {
            var some = records.subList(from, Math.min(from + TOGETHER, records.size()));
            ahead.add(CompletableFuture.supplyAsync(() -> said(some), threads));
        }
    }

    private List<T> said(List<LoggedEvent> records) {
        return records.stream().takeWhile(_ -> !closed).map(reading::read).toList();
    }

    /** Whether there is nothing to be taken. */
    boolean isEmpty() {
        return ahead.isEmpty();
    }

    /** Whether so much is being read that some must be taken before more is. */
    boolean isFull() {
        return ahead.size() >= most;
    }

    /** Takes what comes next, once it is read; tells how many records that were. */
    int take() {
        var said = next(ahead.remove());
        said.forEach(reading::take);
        return said.size();
    }

    private static <R> R next(CompletableFuture<R> read) {
        try {
            return read.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** Stops them, whatever they are at; returns when they have. */
    @Override
    public void close() {
        closed = true;
        threads.close();
    }
}
