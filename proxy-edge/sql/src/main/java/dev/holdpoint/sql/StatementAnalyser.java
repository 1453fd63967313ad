package dev.holdpoint.sql;

import dev.holdpoint.sql.catalogue.SqlCatalog;
import java.util.concurrent.CompletionStage;

/**
 * Understands statement texts; never on the caller's thread, never for longer than its deadline.
 */
@FunctionalInterface
public interface StatementAnalyser {
    /** Completes with {@link Analysis.NotUnderstood} rather than failing. */
    CompletionStage<Analysis> analyse(String text, SqlCatalog catalog);
}
