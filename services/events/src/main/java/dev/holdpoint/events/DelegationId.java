package dev.holdpoint.events;

/** Identifies a right to vote that was handed over; a UUIDv7, so that ids sort by time. */
public record DelegationId(String value) {
    public DelegationId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("DelegationId must not be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
