package dev.holdpoint.events;

/** Names an immutable policy revision: {@code sha256:} and the hex digest of its sources. */
public record RevisionId(String value) {
    public RevisionId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("RevisionId must not be blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
