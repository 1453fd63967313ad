package dev.holdpoint.events;

/** Names an ordered stream of events with exactly one writer; also the Kafka partition key. */
public record StreamId(String value) {
    public StreamId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("StreamId must not be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
