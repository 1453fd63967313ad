package dev.holdpoint.policy.revision;

import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.PolicyEvent;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.policy.evaluate.Rulebook;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fold of the policy streams; confined to one thread at a time by its owner. */
final class PublishedState {
    private final RegisterBook register = new RegisterBook();
    private final RevisionBook book;
    private final Compiler active = new Compiler();
    private final Compiler shadow = new Compiler();
    private long sequence;

    PublishedState(Seals seals) {
        book = new RevisionBook(seals);
    }

    long sequence() {
        return sequence;
    }

    Revisions revisions() {
        return book.at(sequence);
    }

    /** The last event that counted for nothing, and why; null if all counted. */
    @Nullable String doubt() {
        return book.doubt();
    }

    Changes.Known known() {
        return new Changes.Known(revisions(), register.now(), rulebook());
    }

    Rulebook rulebook() {
        return new Rulebook(
                active.of(book.active()),
                register.registered(),
                register.live(),
                sequence,
                shadow.of(book.shadow()));
    }

    /** Of the revisions in the last rulebook those that could not be compiled, and why. */
    Map<RevisionId, String> unreadable() {
        var all = new HashMap<RevisionId, String>();
        add(all, book.active(), active.problem());
        add(all, book.shadow(), shadow.problem());
        return Map.copyOf(all);
    }

    private static void add(
            Map<RevisionId, String> all, Optional<KnownRevision> known, @Nullable String problem) {
        if (problem != null) {
            known.ifPresent(revision -> all.put(revision.id(), problem));
        }
    }

    void apply(long storeSequence, Envelope<?> envelope) {
        switch (envelope.event()) {
            case PolicyEvent policy -> book.apply(policy, envelope);
            case TargetEvent target -> register.apply(target, envelope.time());
            case GrantEvent grant -> register.apply(grant, envelope.time());
            default ->
                    throw new IllegalStateException(
                            "not an event of policy-service: "
                                    + envelope.event().getClass().getSimpleName());
        }
        sequence = storeSequence;
    }
}
