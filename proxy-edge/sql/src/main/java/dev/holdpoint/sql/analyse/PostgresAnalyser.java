package dev.holdpoint.sql.analyse;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdpoint.sql.Analysis;
import dev.holdpoint.sql.StatementAnalyser;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import dev.holdpoint.sql.text.LargeText;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.IntStream;

/** PostgreSQL 18's own parser on a few threads of its own, with what it said before kept. */
public final class PostgresAnalyser implements StatementAnalyser, AutoCloseable {
    private static final long STACK = 64L << 20;
    private static final int ENTRY_OVERHEAD = 4096;
    private static final int LARGE_WAITING = 8;
    private static final int LARGE_PATIENCE = 10;
    private static final int DEADLINES_WAITED = 10;

    private final Limits limits;
    private final ScheduledExecutorService timer;
    private final FairThreads<Analysis> threads;
    private final FairThreads<Analysis> largeThread;
    private final ThreadLocal<ThreadAnalyser> analyser;
    private final ThreadAnalyser largeAnalyser;
    private final Cache<Key, Analysis> known;

    /**
     * Bounds of the analysis.
     *
     * @param maxBytes longest text that is looked at, in UTF-8
     * @param deadline for parsing one text; ten times as long for one over 256 KiB
     * @param threads that parse; each has its own instance of the parser
     * @param queue texts that may wait, a quarter of them of one who shares, and each for ten
     *     deadlines
     * @param cacheBytes about as much memory as remembered analyses may take
     */
    public record Limits(int maxBytes, Duration deadline, int threads, int queue, long cacheBytes) {
        /** 16 MiB, 1 s, two threads for each core, 32 MiB. */
        public static Limits defaults() {
            int threads = Runtime.getRuntime().availableProcessors() * 2;
            return new Limits(16 << 20, Duration.ofSeconds(1), threads, 1024, 32L << 20);
        }
    }

    public PostgresAnalyser(Limits limits) {
        this.limits = limits;
        timer = timer();
        var largeDeadline = limits.deadline().multipliedBy(LARGE_PATIENCE);
        threads = threads(limits.threads(), limits.queue(), limits.deadline());
        largeThread = threads(1, LARGE_WAITING, largeDeadline);
        analyser = ThreadLocal.withInitial(() -> new ThreadAnalyser(timer, limits.deadline()));
        largeAnalyser = new ThreadAnalyser(timer, largeDeadline);
        known =
                Caffeine.newBuilder()
                        .maximumWeight(limits.cacheBytes())
                        .weigher((Key key, Analysis analysis) -> weight(key, analysis))
                        .build();
    }

    private FairThreads<Analysis> threads(int count, int queue, Duration deadline) {
        var patience = deadline.multipliedBy(DEADLINES_WAITED);
        return new FairThreads<>(
                new FairThreads.Bounds(count, queue, patience), PostgresAnalyser::thread, timer);
    }

    /** Makes every thread's parser and gives it a second's practice. */
    public CompletionStage<Void> warmUp() {
        return CompletableFuture.allOf(
                IntStream.range(0, limits.threads())
                        .mapToObj(
                                _ ->
                                        CompletableFuture.runAsync(
                                                () -> analyser.get().warmUp(), threads.unshared()))
                        .toArray(CompletableFuture[]::new));
    }

    @Override
    public CompletionStage<Analysis> analyse(String text, SqlCatalog catalog, String whose) {
        if (text.length() <= limits.maxBytes() && LargeText.is(text)) {
            return large(text, catalog, whose);
        }
        var objection = Bounds.objection(text, limits.maxBytes());
        if (objection.isPresent()) {
            return done(NotParsed.because(text, objection.get()));
        }
        var key = new Key(text, catalog);
        var before = known.getIfPresent(key);
        if (before != null) {
            return done(before);
        }
        return threads.submit(whose, () -> analyse(key), why -> unserved(text, "statements", why));
    }

    /** One at a time, apart from the others, and not kept. */
    private CompletionStage<Analysis> large(String text, SqlCatalog catalog, String whose) {
        return largeThread.submit(
                whose,
                () -> analyseLarge(text, catalog),
                why -> unserved(text, "large statements", why));
    }

    private static Analysis unserved(String text, String what, FairThreads.Unserved why) {
        return NotParsed.because(
                text,
                switch (why) {
                    case TOO_MANY -> "too many %s wait to be parsed".formatted(what);
                    case TOO_LONG ->
                            "it has waited too long behind other %s to be parsed".formatted(what);
                });
    }

    private Analysis analyseLarge(String text, SqlCatalog catalog) {
        return Bounds.objection(text, limits.maxBytes())
                .map(objection -> NotParsed.because(text, objection))
                .orElseGet(() -> largeAnalyser.analyse(text, catalog).analysis());
    }

    /** How many analyses are kept. */
    long remembered() {
        known.cleanUp();
        return known.estimatedSize();
    }

    private Analysis analyse(Key key) {
        var result = analyser.get().analyse(key.text(), key.catalog());
        if (result.lasting()) {
            known.put(key, result.analysis());
        }
        return result.analysis();
    }

    private static CompletionStage<Analysis> done(Analysis analysis) {
        return CompletableFuture.completedFuture(analysis);
    }

    private static int weight(Key key, Analysis analysis) {
        long weight =
                ENTRY_OVERHEAD
                        + key.text().length() * Analysis.BYTES_PER_CHARACTER
                        + analysis.weight();
        return (int) Math.min(Integer.MAX_VALUE, weight);
    }

    private static ScheduledExecutorService timer() {
        var timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("sql-deadline").factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(null, work, "sql-parser", STACK);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        threads.close();
        largeThread.close();
        timer.shutdownNow();
    }

    /** The exact text, against one snapshot of the catalogue, seen in one namespace. */
    private record Key(String text, SqlCatalog catalog) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key(var otherText, var otherCatalog)
                    && text.equals(otherText)
                    && catalog.isSame(otherCatalog);
        }

        @Override
        public int hashCode() {
            return (31 * text.hashCode() + Long.hashCode(catalog.snapshot())) * 31
                    + catalog.namespace().hashCode();
        }
    }
}
