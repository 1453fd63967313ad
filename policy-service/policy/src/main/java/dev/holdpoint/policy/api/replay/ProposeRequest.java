package dev.holdpoint.policy.api.replay;

import dev.holdpoint.policy.simulate.Selection;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * From which recorded commands narrower grants and rules are proposed.
 *
 * @param from the first moment that counts
 * @param to the first that counts no longer; now, if it is null or yet to come
 * @param principal only grants and rules that its commands needed
 * @param target only grants and rules that commands on it needed
 */
public record ProposeRequest(
        Instant from, @Nullable Instant to, @Nullable String principal, @Nullable String target) {
    public ProposeRequest {
        Objects.requireNonNull(from, "from is missing");
    }

    Selection selection(Instant now) {
        return SimulateRequest.selection(from, to, principal, target, now);
    }
}
