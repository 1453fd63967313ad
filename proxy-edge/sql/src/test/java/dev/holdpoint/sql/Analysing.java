package dev.holdpoint.sql;

import dev.holdpoint.sql.analyse.PostgresAnalyser;
import dev.holdpoint.sql.catalogue.SqlCatalog;
import java.time.Duration;

/** An analyser for tests, with time to spare on a busy machine. */
public final class Analysing {
    private static final PostgresAnalyser ANALYSER =
            new PostgresAnalyser(
                    new PostgresAnalyser.Limits(
                            256 << 10, Duration.ofSeconds(30), 2, 1024, 8 << 20));

    private Analysing() {}

    public static Analysis of(String text) {
        return of(text, Corpus.CATALOG);
    }

    public static Analysis of(String text, SqlCatalog catalog) {
        return ANALYSER.analyse(text, catalog).toCompletableFuture().join();
    }

    public static Analysis.Understood understood(String text) {
        return (Analysis.Understood) of(text);
    }
}
