package dev.holdpoint.eventlog.projection;

import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.RecordingEvent.ResultChunk;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import java.util.List;
import java.util.Set;

/** Per stream: how many events and the sum of what they say. */
record CommandCounts(Set<EventFamily> families) implements Projection {
    @Override
    public String name() {
        return "command-counts.v1";
    }

    @Override
    public List<String> tables() {
        return List.of("command_counts");
    }

    @Override
    public List<String> ddl() {
        return List.of(
                """
                CREATE TABLE command_counts (
                    stream text PRIMARY KEY,
                    events bigint NOT NULL,
                    commands bigint NOT NULL CHECK (commands < 1000000),
                    last_at timestamptz)
                """);
    }

    @Override
    public List<Change> apply(Envelope<?> event) {
        return switch (event.event()) {
            case SessionClosed closed -> List.of(add(event, closed.commands()));
            case HoldExpired _ -> List.of(add(event, 1));
            case ResultChunk _ -> List.of(add(event, 1));
            default -> List.of();
        };
    }

    private static Change add(Envelope<?> event, long commands) {
        return Change.of(
                """
                INSERT INTO command_counts AS c VALUES ($1, 1, $2, $3)
                ON CONFLICT (stream) DO UPDATE
                SET events = c.events + 1, commands = c.commands + $2, last_at = $3
                """,
                event.stream().value(),
                commands,
                event.time());
    }
}
