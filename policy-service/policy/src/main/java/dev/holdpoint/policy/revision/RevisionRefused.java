package dev.holdpoint.policy.revision;

import dev.holdpoint.events.RevisionId;

/** Why nothing was done with a revision; the message tells people. */
public abstract sealed class RevisionRefused extends RuntimeException {
    private final String code;

    private RevisionRefused(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** Stable, for programs. */
    public final String code() {
        return code;
    }

    /** Why, for people. */
    public final String reason() {
        return String.valueOf(getMessage());
    }

    /** There is no such revision. */
    public static final class Unknown extends RevisionRefused {
        Unknown(RevisionId revision) {
            super("unknown-revision", "No revision " + revision + " was ever published.");
        }
    }

    /** Another revision decides than the caller expected. */
    public static final class Overtaken extends RevisionRefused {
        private final transient RevisionId current;

        Overtaken(RevisionId expected, RevisionId current) {
            super(
                    "revision-changed",
                    "Not %s is active but %s: look at what it changed, then expect that one."
                            .formatted(expected, current));
            this.current = current;
        }

        /** The one that decides. */
        public RevisionId current() {
            return current;
        }
    }

    /** It was published by a version that did not sign. */
    public static final class Unsigned extends RevisionRefused {
        Unsigned(RevisionId revision) {
            super(
                    "unsigned-revision",
                    "Revision %s was published without a signature: publish its documents again."
                            .formatted(revision));
        }
    }

    /** Nobody can tell what is there, since it was signed by a key that is not trusted. */
    public static final class StrangeKey extends RevisionRefused {
        /** What is wrong, and what would mend it. */
        static final String REASON =
                "Revisions are signed by a key that is not trusted here, and none by this service's"
                        + " own: nothing is published and all is denied. Give back the former key, or"
                        + " name its public half in holdpoint.policy.trusted-keys.";

        StrangeKey() {
            super("strange-key", REASON);
        }
    }

    /** Nobody signed the grants and targets there are, and nobody said that they are good. */
    public static final class Unvouched extends RevisionRefused {
        /** What is wrong, and what would mend it. */
        static final String REASON =
                "The grants and targets are of a version that did not sign them: nothing is"
                        + " published and all is denied. Look whether they are as they should be, and"
                        + " start once with holdpoint.policy.vouch-for-unsigned=true.";

        Unvouched() {
            super("unsigned-register", REASON);
        }
    }

    /** What a directory has waits as a whole, and was not named so. */
    public static final class Apart extends RevisionRefused {
        Apart(String waiting) {
            super(
                    "directory-waits",
                    "A directory's policies are activated with its grants and targets, by the name"
                            + " of all of it: %s waits. Look at what it changes, and name it."
                                    .formatted(waiting));
        }
    }

    /** It decides, and need not be tried. */
    public static final class AlreadyActive extends RevisionRefused {
        AlreadyActive(RevisionId revision) {
            super("already-active", "Revision " + revision + " is active: what it answers counts.");
        }
    }

    /** Who activates has published, acts for who has, or is whom that one acts for. */
    public static final class SamePerson extends RevisionRefused {
        SamePerson() {
            super(
                    "same-person",
                    "Another person than the one who published a revision activates it, and no"
                            + " agent of either.");
        }
    }

    /** An agent, or a person through one; a machine where a second person is wanted. */
    public static final class NotAPerson extends RevisionRefused {
        NotAPerson() {
            super(
                    "not-a-person",
                    "Revisions are activated by people in person, and never by or through an agent.");
        }
    }
}
