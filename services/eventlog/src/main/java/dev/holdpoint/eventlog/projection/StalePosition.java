package dev.holdpoint.eventlog.projection;

import dev.holdpoint.eventlog.LogPartition;

/** Another instance moved the reader on; read its position again. */
final class StalePosition extends RuntimeException {
    StalePosition(String reader, LogPartition partition, ReaderPosition expected) {
        super("%s is no longer at %d of %s".formatted(reader, expected.next(), partition));
    }
}
