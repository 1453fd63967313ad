package dev.holdpoint.edge.postgres.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot and how to tell that it holds no more.
 *
 * @param fingerprint of the target's catalogue when it was taken
 * @param whole whether the target told everything; if not it holds only until the next question
 * @param strangers functions that somebody vouches for and that are not, or no more, what was read
 */
public record CatalogSnapshot(
        TargetCatalog catalog, String fingerprint, boolean whole, List<String> strangers) {
    public CatalogSnapshot {
        strangers = List.copyOf(strangers);
    }

    boolean holds(String fingerprintNow) {
        return whole && fingerprint.equals(fingerprintNow);
    }

    CatalogSnapshot like(@Nullable CatalogSnapshot earlier) {
        return earlier == null
                ? this
                : new CatalogSnapshot(catalog.like(earlier.catalog), fingerprint, whole, strangers);
    }
}
