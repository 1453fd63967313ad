package dev.holdpoint.events;

/** Identifies one request for access; a UUID. */
public record AccessRequestId(String value) {
    /** How names of grants begin that requests became, and of no others. */
    public static final String GRANTS = "access-";

    public AccessRequestId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("AccessRequestId must not be blank");
        }
    }

    /** The grant that an approval of it becomes. */
    public GrantId grant() {
        return new GrantId(GRANTS + value);
    }

    @Override
    public String toString() {
        return value;
    }
}
