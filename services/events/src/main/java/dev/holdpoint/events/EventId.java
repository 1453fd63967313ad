package dev.holdpoint.events;

/** Identifies one event, also across redelivery; a UUIDv7 (CloudEvents {@code id}). */
public record EventId(String value) {
    public EventId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("EventId must not be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
