package dev.holdpoint.events;

/** Identifies one held command; a UUIDv7, so that ids sort by time of placing. */
public record HoldId(String value) {
    public HoldId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("HoldId must not be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
