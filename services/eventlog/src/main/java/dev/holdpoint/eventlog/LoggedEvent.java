package dev.holdpoint.eventlog;

import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.json.UnreadableEvent;
import java.util.SortedMap;

/**
 * One record as it stands in the log; decoding is left to the reader, so that the ledger can keep
 * what it cannot read.
 *
 * @param key the stream id
 * @param headers CloudEvents headers and Holdpoint's own, by name
 * @param value the canonical JSON
 * @param storeSequence position in the writing decider's event store; 0 for events that were
 *     appended straight to the log. Grows within a partition; a record at or below the highest seen
 *     is a redelivery.
 */
public record LoggedEvent(
        Position position,
        String key,
        SortedMap<String, String> headers,
        Bytes value,
        long storeSequence) {

    /**
     * The decoded event.
     *
     * @throws UnreadableEvent if its type is unknown or its bytes do not fit
     */
    public Envelope<?> envelope() {
        return CloudEvents.envelope(headers, value.array());
    }
}
