package dev.holdpoint.approval.webhook;

import dev.holdpoint.approval.webhook.Outcome.Failed;
import dev.holdpoint.approval.webhook.Outcome.Gone;
import dev.holdpoint.approval.webhook.Outcome.Taken;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an endpoint's answer means, as Standard Webhooks 1.0.0 has it. */
final class Answer {
    static final Duration LONGEST_REST = Duration.ofHours(1);

    private static final Duration REST = Duration.ofSeconds(30);
    private static final Set<Integer> OVERLOADED = Set.of(429, 502, 503, 504);

    private Answer() {}

    /**
     * Reads an answer.
     *
     * @param retryAfter the header of that name
     */
    static Outcome of(int status, @Nullable String retryAfter) {
        if (status >= 200 && status < 300) {
            return new Taken();
        }
        if (status == 410) {
            return new Gone();
        }
        var reason =
                status >= 300 && status < 400
                        ? "it redirects, and redirects are not followed: configure the new url"
                        : "it did not take it";
        return new Failed(status, reason, rest(status, retryAfter));
    }

    private static @Nullable Duration rest(int status, @Nullable String retryAfter) {
        if (!OVERLOADED.contains(status)) {
            return null;
        }
        var asked = retryAfter == null ? REST : seconds(retryAfter);
        return asked.compareTo(LONGEST_REST) < 0 ? asked : LONGEST_REST;
    }

    /** The date form is rare, and would count by the endpoint's clock. */
    private static Duration seconds(String retryAfter) {
        return retryAfter.matches("\\d{1,9}")
                ? Duration.ofSeconds(Long.parseLong(retryAfter))
                : REST;
    }
}
