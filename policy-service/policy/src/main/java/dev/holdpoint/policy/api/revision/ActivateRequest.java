package dev.holdpoint.policy.api.revision;

import dev.holdpoint.events.Digest;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.revision.PolicyDesk.Order;
import dev.holdpoint.service.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Which revision is to decide.
 *
 * @param revision one that was published, at whatever time
 * @param expected the one that is active until then, {@code none} if none is; if it is another one
 *     by now, nothing is changed
 * @param directory with four eyes, the name of what waits with it of a directory's grants and
 *     targets
 */
public record ActivateRequest(String revision, String expected, @Nullable String directory) {
    Order order() {
        if (revision.isBlank() || expected.isBlank()) {
            throw new Problem(
                    400,
                    "bad-request",
                    "Say which revision, and which one is expected to be active.");
        }
        return new Order(new RevisionId(revision), new RevisionId(expected), named());
    }

    private @Nullable Digest named() {
        try {
            return directory == null ? null : new Digest(directory);
        } catch (IllegalArgumentException _) {
            throw new Problem(
                    400, "bad-request", "A directory's name is sha256: and 64 hex digits.");
        }
    }
}
