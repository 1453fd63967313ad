package dev.holdpoint.edge.postgres.catalogue;

import dev.holdpoint.edge.session.Admission.Admitted;
import dev.holdpoint.events.VouchedFunction;
import io.vertx.core.Future;
import java.util.List;

/** Where snapshots come from. */
@FunctionalInterface
public interface CatalogSource {
    /**
     * A new snapshot; fails if the target cannot be asked.
     *
     * @param vouched code that somebody vouches for
     */
    Future<CatalogSnapshot> load(Admitted admitted, List<VouchedFunction> vouched);
}
