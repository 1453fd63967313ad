package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.session.Admission.Admitted;
import io.vertx.core.Future;

/** Where snapshots come from. */
@FunctionalInterface
public interface CatalogSource {
    /** A new snapshot; fails if the target cannot be asked. */
    Future<TargetCatalog> load(Admitted admitted);
}
