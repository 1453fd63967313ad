package dev.holdpoint.approval.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one attempt to deliver a notice. */
public sealed interface Outcome {
    /** The endpoint answered 2xx: it has the notice. */
    record Taken() implements Outcome {}

    /**
     * It has it not, or did not say so.
     *
     * @param status of the answer; null if there was none
     * @param reason in our own words, never the endpoint's
     * @param rest how long the endpoint wants no notices at all; null if it did not ask for that
     */
    record Failed(@Nullable Integer status, String reason, @Nullable Duration rest)
            implements Outcome {
        /** Nothing came back. */
        public static Failed unanswered(String reason) {
            return new Failed(null, reason, null);
        }
    }

    /** It answered 410: it wants no more of them. */
    record Gone() implements Outcome {}
}
