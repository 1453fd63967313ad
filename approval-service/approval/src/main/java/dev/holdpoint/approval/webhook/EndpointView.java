package dev.holdpoint.approval.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as administrators see it.
 *
 * @param origin scheme, host and port; null if nothing of that can be read
 * @param state {@code sending}; {@code starting} before its first notice can be kept; {@code
 *     disabled} after it answered 410; {@code refused} if its settings are not right; {@code
 *     unnamed} if only others, or nobody, names it any more
 * @param problem why it is refused; null if it is not
 * @param since when it was first registered; null if it never was
 * @param sent how many notices it took
 * @param failed how many attempts came to nothing
 * @param waiting how many notices are to be sent
 * @param oldestWaitingSeconds how long the oldest of them has waited; 0 if none does
 * @param dead how many dead letters there are
 */
public record EndpointView(
        String name,
        @Nullable String origin,
        String state,
        @Nullable String problem,
        @Nullable Instant since,
        long sent,
        long failed,
        long waiting,
        long oldestWaitingSeconds,
        long dead) {}
