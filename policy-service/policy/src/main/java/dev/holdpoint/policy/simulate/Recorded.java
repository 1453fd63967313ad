package dev.holdpoint.policy.simulate;

import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.eventlog.Position;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.json.UnreadableEvent;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** What a record of the log says of a command. */
public sealed interface Recorded {
    /**
     * A decision.
     *
     * @param whole whether it was recorded with all that policy is asked by
     */
    record Decided(Instant at, CommandDecided event, boolean whole) implements Recorded {}

    /**
     * A decision that cannot be read any more. Its headers are not erased.
     *
     * @param position where it is in the log
     * @param at when it was recorded; null if that cannot be read either
     * @param who whose command it was; null if that cannot be told either
     */
    record Unreadable(Position position, @Nullable Instant at, @Nullable PrincipalId who)
            implements Recorded {
        String place() {
            return "%s/%d@%d".formatted(position.topic(), position.partition(), position.offset());
        }
    }

    /** No decision. */
    record Nothing() implements Recorded {}

    /** Reads a record. */
    static Recorded of(LoggedEvent logged) {
        var type = logged.headers().getOrDefault("ce_type", "");
        if (!type.startsWith(RecordedCommand.ANY_VERSION)) {
            return new Nothing();
        }
        try {
            var envelope = logged.envelope();
            return new Decided(
                    envelope.time(),
                    (CommandDecided) envelope.event(),
                    !type.equals(RecordedCommand.FIRST));
        } catch (UnreadableEvent e) {
            return unreadable(logged);
        }
    }

    private static Unreadable unreadable(LoggedEvent logged) {
        return new Unreadable(
                logged.position(),
                time(logged.headers().get("ce_time")),
                who(logged.headers().get("ce_actorissuer"), logged.headers().get("ce_subject")));
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    private static @Nullable PrincipalId who(@Nullable String issuer, @Nullable String subject) {
        return issuer == null || issuer.isBlank() || subject == null || subject.isBlank()
                ? null
                : new PrincipalId(issuer, subject);
    }
}
