package dev.holdpoint.approval.slack;

/** A request that is not Slack's, not of our workspace and app, or not what Slack sends. */
public final class BadSlackRequest extends RuntimeException {
    private final Kind kind;

    /** What is wrong, and how it is answered. */
    public enum Kind {
        NOT_SIGNED(401, "bad-signature"),
        OF_OTHERS(403, "not-our-workspace"),
        REPLAYED(409, "replayed"),
        MALFORMED(400, "bad-slack-request");

        private final int status;
        private final String code;

        Kind(int status, String code) {
            this.status = status;
            this.code = code;
        }

        public int status() {
            return status;
        }

        public String code() {
            return code;
        }
    }

    BadSlackRequest(Kind kind, String reason) {
        super(reason, null, false, false);
        this.kind = kind;
    }

    BadSlackRequest(String reason) {
        this(Kind.MALFORMED, "This is not what Slack sends: " + reason + ".");
    }

    public Kind kind() {
        return kind;
    }

    /** What is wrong with it. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
