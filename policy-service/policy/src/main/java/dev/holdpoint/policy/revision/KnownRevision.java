package dev.holdpoint.policy.revision;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.PolicyEvent.PolicySource;
import dev.holdpoint.events.PrincipalId;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.policy.language.DocumentReader;
import dev.holdpoint.policy.language.InvalidDocuments;
import dev.holdpoint.policy.language.PolicyDocument;
import dev.holdpoint.policy.language.SourceFile;
import java.time.Instant;
import java.util.List;

/**
 * A published revision and what became of it.
 *
 * @param number of revisions published before it for the first time, plus one
 * @param origin {@code file} or {@code rest}: where it came from first
 * @param publisher who published it first
 * @param people everybody who published it, and whom they acted for
 * @param signed whether a key of this service vouches for its publication
 * @param changedAt when it got into its state
 * @param changer who brought it there
 */
public record KnownRevision(
        RevisionId id,
        long number,
        List<PolicySource> sources,
        String origin,
        Actor publisher,
        List<PrincipalId> people,
        Instant publishedAt,
        boolean signed,
        State state,
        Instant changedAt,
        Actor changer) {
    /** What a revision is for at present. */
    public enum State {
        PUBLISHED,
        ACTIVE,
        SHADOW,
        RETIRED
    }

    public KnownRevision {
        sources = List.copyOf(sources);
        people = List.copyOf(people);
    }

    /**
     * Its policies, compiled anew.
     *
     * @throws InvalidDocuments if this version of the language does not read them
     */
    public List<PolicyDocument> policies() {
        return DocumentReader.policies(
                sources.stream()
                        .map(source -> new SourceFile(source.name(), source.yaml()))
                        .toList());
    }

    KnownRevision in(State next, Instant at, Actor actor) {
        return new KnownRevision(
                id,
                number,
                sources,
                origin,
                publisher,
                people,
                publishedAt,
                signed,
                next,
                at,
                actor);
    }

    /** The same, published once more. */
    KnownRevision again(boolean signedNow, List<PrincipalId> all) {
        return new KnownRevision(
                id,
                number,
                sources,
                origin,
                publisher,
                all,
                publishedAt,
                signed || signedNow,
                state,
                changedAt,
                changer);
    }
}
