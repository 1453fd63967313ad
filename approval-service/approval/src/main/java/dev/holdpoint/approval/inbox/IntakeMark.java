package dev.holdpoint.approval.inbox;

import dev.holdpoint.eventlog.LogPartition;
import dev.holdpoint.eventlog.Position;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * When each partition's position was written down last. Events that change nothing need not be
 * remembered one by one: taking them again after a restart changes nothing either.
 */
final class IntakeMark {
    private static final long RECENT = Duration.ofSeconds(1).toNanos();
    private final Map<LogPartition, Long> written = new HashMap<>();

    boolean isRecent(Position position) {
        var last = written.get(partition(position));
        return last != null && System.nanoTime() - last < RECENT;
    }

    void set(Position position) {
        written.put(partition(position), System.nanoTime());
    }

    private static LogPartition partition(Position position) {
        return new LogPartition(position.topic(), position.partition());
    }
}
