package dev.holdpoint.policy.api.question;

import dev.holdpoint.policy.revision.Past;
import dev.holdpoint.service.Problem;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A moment a question is asked as of. */
final class PastMoment {
    private PastMoment() {}

    /**
     * Reads it.
     *
     * @throws Problem if it is none
     */
    static @Nullable Instant read(@Nullable String text, Instant now) {
        try {
            return text == null ? null : notAfter(now, Instant.parse(text));
        } catch (DateTimeException _) {
            throw bad("at is no moment: write 2026-11-21T12:00:00Z.");
        }
    }

    /**
     * A moment that is not yet to come.
     *
     * @throws Problem if it is
     */
    static Instant notAfter(Instant now, Instant moment) {
        if (moment.isAfter(now)) {
            throw bad("at is yet to come: nobody knows what will be in force at " + moment + ".");
        }
        return moment;
    }

    /** Why the past is not told, where that is not the question's fault. */
    static Throwable problem(Throwable failure) {
        return switch (failure) {
            case Past.Busy busy -> new Problem(503, "past-busy", told(busy));
            case Past.Unreadable unreadable ->
                    new Problem(409, "past-unreadable", told(unreadable));
            default -> failure;
        };
    }

    private static String told(RuntimeException failure) {
        return String.valueOf(failure.getMessage());
    }

    private static Problem bad(String detail) {
        return new Problem(400, "bad-moment", detail);
    }
}
