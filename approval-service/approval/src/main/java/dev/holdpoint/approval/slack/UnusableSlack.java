package dev.holdpoint.approval.slack;

/** Settings by which Slack cannot be used; says what would be right, and no secret. */
final class UnusableSlack extends RuntimeException {
    UnusableSlack(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
