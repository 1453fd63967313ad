package dev.holdpoint.policy.change;

/** Something somebody asked for is not done; the message tells people why. */
public final class ChangeRefused extends RuntimeException {
    /** What kind of refusal, for programs. */
    public enum Kind {
        NOT_ALLOWED("forbidden"),
        SELF_GRANT("self-grant"),
        NOT_A_PERSON("not-a-person"),
        FOUR_EYES("four-eyes"),
        UNKNOWN("unknown"),
        TAKEN("name-taken"),
        OVER("is-over"),
        OTHER_ORIGIN("other-origin"),
        CHANGED("changed-meanwhile"),
        UNSTATED("precondition-required"),
        WIDER("not-narrower"),
        UNFIT("unfit");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** Stable, for programs. */
        public String code() {
            return code;
        }
    }

    private final Kind kind;

    public ChangeRefused(Kind kind, String reason) {
        super(reason, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Why, and what would be right, for people. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
