package dev.holdpoint.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Policy revisions, written by policy-service. */
public sealed interface PolicyEvent extends HoldpointEvent {
    RevisionId revision();

    /**
     * A revision was checked and stored; it does not decide yet.
     *
     * @param origin {@code file} or {@code rest}
     * @param onBehalfOf whom the agent that published it acts for; null if it was no agent
     * @param note the signed note over revision, origin and who published it; null before there
     *     were signatures
     */
    record PolicyPublished(
            RevisionId revision,
            List<PolicySource> sources,
            String origin,
            @Nullable PrincipalId onBehalfOf,
            @Nullable String note)
            implements PolicyEvent {
        public PolicyPublished {
            sources = List.copyOf(sources);
        }
    }

    /**
     * From here on this revision decides.
     *
     * @param number how many activations there were, this one included; 0 before they were counted
     * @param onBehalfOf whom the agent that activated it acts for; null if it was no agent
     * @param note the signed note over revision, number and who activated it; null before there
     *     were signatures
     */
    record PolicyActivated(
            RevisionId revision,
            long number,
            @Nullable PrincipalId onBehalfOf,
            @Nullable String note)
            implements PolicyEvent {}

    /**
     * From here on this revision is asked beside the one that decides, and what it answers is
     * recorded.
     *
     * @param onBehalfOf whom the agent that had it tried acts for; null if it was no agent
     */
    record PolicyShadowed(RevisionId revision, @Nullable PrincipalId onBehalfOf)
            implements PolicyEvent {}

    /** This revision no longer decides, or is no longer asked. */
    record PolicyRetired(RevisionId revision) implements PolicyEvent {}

    /** One document of a revision, byte for byte. */
    record PolicySource(String name, String yaml) {}
}
