package dev.holdpoint.events;

/** Identifies one command of a session; a UUIDv7. */
public record CommandId(String value) {
    public CommandId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("CommandId must not be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
