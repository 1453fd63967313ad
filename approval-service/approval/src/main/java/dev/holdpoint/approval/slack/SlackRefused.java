package dev.holdpoint.approval.slack;

/** What somebody did in Slack is of no effect; the message tells them why, and what would help. */
final class SlackRefused extends RuntimeException {
    SlackRefused(String reason) {
        super(reason, null, false, false);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
