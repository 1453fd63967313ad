package dev.holdpoint.policy.contract;

import dev.holdpoint.events.AccessEvent.AccessTerms;
import dev.holdpoint.events.RevisionId;
import java.util.List;

/** The answer to an {@link AccessQuery}. */
public sealed interface AccessAnswer {
    /**
     * It may be asked for.
     *
     * @param rules the entries of policies that say so
     */
    record Offered(RevisionId revision, List<String> rules, AccessTerms terms)
            implements AccessAnswer {
        public Offered {
            rules = List.copyOf(rules);
        }
    }

    /** It may not be asked for. */
    record NotOffered(Cause cause, String reason) implements AccessAnswer {}

    /** Why something may not be asked for. */
    enum Cause {
        /** No policy lets this principal ask for that there. */
        NOT_REQUESTABLE,
        /** Only for a shorter time. */
        TOO_LONG,
        /** Only by who says why. */
        JUSTIFICATION_REQUIRED,
        /** Nobody knows at the moment. */
        POLICY_UNAVAILABLE
    }
}
