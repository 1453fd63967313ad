package dev.holdpoint.events;

import java.util.List;

/** Policy revisions, written by policy-service. */
public sealed interface PolicyEvent extends HoldpointEvent {
    RevisionId revision();

    /** A revision was checked and stored; it does not decide yet. */
    record PolicyPublished(RevisionId revision, List<PolicySource> sources) implements PolicyEvent {
        public PolicyPublished {
            sources = List.copyOf(sources);
        }
    }

    /** From here on this revision decides. */
    record PolicyActivated(RevisionId revision) implements PolicyEvent {}

    /** This revision no longer decides. */
    record PolicyRetired(RevisionId revision) implements PolicyEvent {}

    /** One document of a revision, byte for byte. */
    record PolicySource(String name, String yaml) {}
}
