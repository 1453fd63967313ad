package dev.holdpoint.policy.api.revision;

import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.revision.PolicyDesk.Order;
import dev.holdpoint.service.Problem;

/**
 * Which revision is to decide.
 *
 * @param revision one that was published, at whatever time
 * @param expected the one that is active until then, {@code none} if none is; if it is another one
 *     by now, nothing is changed
 */
public record ActivateRequest(String revision, String expected) {
    Order order() {
        if (revision.isBlank() || expected.isBlank()) {
            throw new Problem(
                    400,
                    "bad-request",
                    "Say which revision, and which one is expected to be active.");
        }
        return new Order(new RevisionId(revision), new RevisionId(expected));
    }
}
