package dev.holdpoint.policy.passage;

import dev.holdpoint.eventlog.LoggedEvent;
import java.util.List;

/** Has records read as those of the log are. */
public final class ReadTogether {
    private ReadTogether() {}

    public static <T> void by(int threads, List<LoggedEvent> records, Reading<T> reading) {
        try (var readers = new Readers<>(reading, threads)) {
            readers.read(records);
            while (!readers.isEmpty()) {
                readers.take();
            }
        }
    }
}
