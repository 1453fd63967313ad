package dev.holdpoint.edge.postgres.session.command;

import dev.holdpoint.edge.postgres.catalogue.TargetCatalog;
import dev.holdpoint.edge.postgres.session.kept.Resolved;
import io.vertx.core.Future;

/**
 * By what a command was judged. A target may make it wait for a lock, or for what stands before it
 * in its text, and then run it by other definitions: it is looked at again when it answers.
 */
final class Judged {
    private final SessionAnalyser analyser;
    private final Resolved resolved;
    private final TargetCatalog by;

    Judged(SessionAnalyser analyser, Resolved resolved) {
        this.analyser = analyser;
        this.resolved = resolved;
        this.by = analyser.catalog();
    }

    /** Whether nothing can have changed through this edge. */
    boolean isCertain() {
        return analyser.isServed(by);
    }

    /** Whether it means what it meant; asked twice where the target does not answer. */
    Future<Boolean> stands() {
        return analyser.stillMeans(resolved, by)
                .recover(_ -> analyser.stillMeans(resolved, by))
                .otherwise(false);
    }
}
