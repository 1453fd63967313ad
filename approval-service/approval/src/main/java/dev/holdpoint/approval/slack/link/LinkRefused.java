package dev.holdpoint.approval.slack.link;

/** A link between a chat account and somebody's that is not possible; the message says why. */
public final class LinkRefused extends RuntimeException {
    private final String code;

    /**
     * @param code stable, for programs
     * @param reason for people
     */
    LinkRefused(String code, String reason) {
        super(reason, null, false, false);
        this.code = code;
    }

    public String code() {
        return code;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
