package dev.holdpoint.edge.postgres.catalogue;

import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.events.TargetName;
import io.vertx.core.Future;

/** Catalogue snapshots of targets, kept for a while. */
public interface Catalogs {
    /**
     * A snapshot that held at most five seconds ago, or was taken since; fails if the target cannot
     * be asked.
     */
    Future<TargetCatalog> get(TargetName target, Admitted admitted);

    /** A snapshot taken from now on, for a name that an older one does not have. */
    Future<TargetCatalog> renewed(TargetName target, Admitted admitted);

    /** Whether everybody is served this snapshot now, and nobody may be changing what it shows. */
    boolean serves(TargetName target, Admitted admitted, TargetCatalog snapshot);

    /** The next snapshot must be a new one, because the target's objects may have changed. */
    void invalidate(TargetName target);

    /**
     * From now on a session may commit a change of the target's objects at any moment, and it may
     * be long until the edge learns of it: a snapshot serves only if the target said that it holds
     * after it was asked for.
     */
    Change changing(TargetName target);

    /** A change of a target's objects that may be under way. */
    interface Change {
        /**
         * It is no more.
         *
         * @param seen whether something was perhaps committed: the next snapshot must be a new one
         */
        void over(boolean seen);

        /** Nobody will learn how it ends: whatever the target still does has a moment to end. */
        void lost();
    }
}
