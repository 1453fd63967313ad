package dev.holdpoint.policy.revision;

import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.evaluate.Rulebook;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every revision there is, at one moment.
 *
 * @param all in the order they were first published in
 * @param active the one that was activated last, whether or not it can be read; null if none was
 * @param former the one that decided before it; null if none did
 * @param shadow the one that is asked beside it; null if none is
 * @param filed the one that a directory published last; null if none did
 * @param decided those that are active or were once, tried since or not
 * @param activations the number of the last activation that was signed
 * @param estranged whether keys that nobody trusts signed here, and neither this service's own ever
 *     did nor a trusted one passed over them: it cannot tell what people chose, so it decides and
 *     publishes nothing
 * @param disowned whether somebody said that such a key is lost, and no activation says so yet
 * @param sequence the last store sequence this tells of
 */
public record Revisions(
        List<KnownRevision> all,
        @Nullable RevisionId active,
        @Nullable RevisionId former,
        @Nullable RevisionId shadow,
        @Nullable RevisionId filed,
        Set<RevisionId> decided,
        long activations,
        boolean estranged,
        boolean disowned,
        long sequence) {
    public Revisions {
        all = List.copyOf(all);
        decided = Set.copyOf(decided);
    }

    /** The revision of that name, if there is one. */
    public Optional<KnownRevision> find(RevisionId revision) {
        return all.stream().filter(known -> known.id().equals(revision)).findFirst();
    }

    /**
     * The revision of that name.
     *
     * @throws RevisionRefused.Unknown if there is none
     */
    public KnownRevision get(RevisionId revision) {
        return find(revision).orElseThrow(() -> new RevisionRefused.Unknown(revision));
    }

    /** The one that was activated last, {@code none} if none was. */
    public RevisionId current() {
        return active == null ? Rulebook.NONE : active;
    }

    /** The one that decides again if the active one is rolled back; empty if there is none. */
    public Optional<RevisionId> rollsBackTo() {
        return Optional.ofNullable(former).flatMap(this::find).map(KnownRevision::id);
    }

    /** Whether what decides are policies of the directory, and it would leave it with none. */
    public boolean wouldBeLostTo(PolicyDraft draft) {
        return draft.sources().isEmpty()
                && active != null
                && active.equals(filed)
                && !active.equals(draft.revision());
    }

    /** Whether the last activation was signed. */
    boolean isActiveSigned() {
        return activations > 0;
    }
}
