package dev.holdpoint.events;

/** Names a grant, unique within the installation. */
public record GrantId(String value) {
    public GrantId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("GrantId must not be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
