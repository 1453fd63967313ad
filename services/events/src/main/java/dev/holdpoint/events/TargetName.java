package dev.holdpoint.events;

/** Names a target as clients select it, for example {@code payments}. */
public record TargetName(String value) {
    public TargetName {
        if (value.isBlank()) {
            throw new IllegalArgumentException("TargetName must not be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
