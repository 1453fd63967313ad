package dev.holdpoint.events;

/** Identifies one authenticated client connection to one target; a UUIDv7. */
public record SessionId(String value) {
    public SessionId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("SessionId must not be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
