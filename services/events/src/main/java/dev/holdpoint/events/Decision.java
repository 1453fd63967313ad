package dev.holdpoint.events;

import java.util.List;

/** The answer of the policy decision point; names the revision and every rule that matched. */
public sealed interface Decision {
    RevisionId revision();

    /** Names of the rules that matched, {@code policy/rule}, the deciding one first. */
    List<String> rules();

    String reason();

    /** The command may run, once the obligations are applied. */
    record Allow(
            RevisionId revision, List<String> rules, String reason, List<Obligation> obligations)
            implements Decision {
        public Allow {
            rules = List.copyOf(rules);
            obligations = List.copyOf(obligations);
        }
    }

    /** The command may not run. */
    record Deny(RevisionId revision, List<String> rules, String reason, RefusalCode code)
            implements Decision {
        public Deny {
            rules = List.copyOf(rules);
        }
    }

    /** The command waits for people. */
    record Hold(RevisionId revision, List<String> rules, String reason, HoldTerms terms)
            implements Decision {
        public Hold {
            rules = List.copyOf(rules);
        }
    }
}
