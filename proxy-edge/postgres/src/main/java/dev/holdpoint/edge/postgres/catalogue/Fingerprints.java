package dev.holdpoint.edge.postgres.catalogue;

import dev.holdpoint.edge.session.Admission.Admitted;
import io.vertx.core.Future;

/** What tells, for less than a snapshot costs, whether one still holds. */
@FunctionalInterface
public interface Fingerprints {
    /**
     * What a snapshot taken now would have as its fingerprint; fails if the target does not say.
     */
    Future<String> now(Admitted admitted);
}
