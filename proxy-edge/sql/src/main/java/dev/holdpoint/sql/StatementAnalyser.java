package dev.holdpoint.sql;

import dev.holdpoint.sql.catalogue.SqlCatalog;
import java.util.concurrent.CompletionStage;

/**
 * Understands statement texts; never on the caller's thread, never for longer than its deadline.
 */
@FunctionalInterface
public interface StatementAnalyser {
    /**
     * Completes with {@link Analysis.NotUnderstood} rather than failing.
     *
     * @param whose whose share of the parsers it takes: one with many texts waits behind itself
     */
    CompletionStage<Analysis> analyse(String text, SqlCatalog catalog, String whose);

    /** The same where there is nobody to share with. */
    default CompletionStage<Analysis> analyse(String text, SqlCatalog catalog) {
        return analyse(text, catalog, "");
    }
}
