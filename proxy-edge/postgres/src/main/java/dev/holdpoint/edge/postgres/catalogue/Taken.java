package dev.holdpoint.edge.postgres.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot and how to tell that it holds no more.
 *
 * @param fingerprint of the target's catalogue when it was taken
 * @param strangers functions that somebody vouches for and that are not, or no more, what was read
 */
public record Taken(TargetCatalog catalog, String fingerprint, List<String> strangers) {
    public Taken {
        strangers = List.copyOf(strangers);
    }

    Taken like(@Nullable Taken earlier) {
        return earlier == null
                ? this
                : new Taken(catalog.like(earlier.catalog), fingerprint, strangers);
    }
}
