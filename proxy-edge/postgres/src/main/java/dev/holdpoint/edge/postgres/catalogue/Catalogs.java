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

    /** The next snapshot must be a new one, because the target's objects may have changed. */
    void invalidate(TargetName target);
}
