package dev.holdpoint.policy.api.revision;

import dev.holdpoint.events.RevisionId;
import dev.holdpoint.service.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Which revision is to be tried.
 *
 * @param revision one that was published; null for none
 */
public record TryRequest(@Nullable String revision) {
    @Nullable RevisionId id() {
        if (revision != null && revision.isBlank()) {
            throw new Problem(
                    400, "bad-request", "Say which revision, or leave it out to end the trial.");
        }
        return revision == null ? null : new RevisionId(revision);
    }
}
