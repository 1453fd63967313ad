package dev.holdpoint.events;

/** A topic, what is in it, and the one service that may write it. */
public enum EventFamily {
    SESSIONS("holdpoint.sessions", "proxy-edge"),
    RECORDINGS("holdpoint.recordings", "proxy-edge"),
    APPROVALS("holdpoint.approvals", "approval-service"),
    POLICY("holdpoint.policy", "policy-service"),
    LEDGER("holdpoint.ledger", "audit-service");

    private final String topic;
    private final String writer;

    EventFamily(String topic, String writer) {
        this.topic = topic;
        this.writer = writer;
    }

    public String topic() {
        return topic;
    }

    public String writer() {
        return writer;
    }

    public static EventFamily of(HoldpointEvent event) {
        return switch (event) {
            case SessionEvent _, CommandEvent _ -> SESSIONS;
            case RecordingEvent _ -> RECORDINGS;
            case HoldEvent _, DelegationEvent _, AccessEvent _, ChatEvent _ -> APPROVALS;
            case TargetEvent _, PolicyEvent _, GrantEvent _, RegisterEvent _ -> POLICY;
            case LedgerEvent _ -> LEDGER;
        };
    }
}
