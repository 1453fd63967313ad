package dev.holdpoint.approval.webhook;

/** An endpoint's settings are not right: what is wrong with them, and what would be right. */
final class UnusableEndpoint extends RuntimeException {
    UnusableEndpoint(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
