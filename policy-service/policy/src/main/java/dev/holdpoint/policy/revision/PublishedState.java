package dev.holdpoint.policy.revision;

import dev.holdpoint.eventlog.store.StoredEvent;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.PolicyEvent;
import dev.holdpoint.events.RegisterEvent.RegisterSealed;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.policy.evaluate.Rulebook;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fold of the policy streams; confined to one thread at a time by its owner. */
final class PublishedState {
    private final Seals seals;
    private final boolean past;
    private final RegisterChain chain;
    private final RevisionBook book;
    private RegisterBook register = new RegisterBook();
    private final Compiler active = new Compiler();
    private final Compiler shadow = new Compiler();
    private long sequence;

    /** What decides now. */
    PublishedState(Seals seals) {
        this(seals, false);
    }

    private PublishedState(Seals seals, boolean past) {
        this.seals = seals;
        this.past = past;
        this.chain = new RegisterChain(seals);
        this.book = new RevisionBook(seals);
    }

    /** What decided once, grants and targets from before there were seals among it. */
    static PublishedState ofThePast(Seals seals) {
        return new PublishedState(seals, true);
    }

    long sequence() {
        return sequence;
    }

    Revisions revisions() {
        return book.at(sequence);
    }

    /** The last event that counted for nothing, and why; null if all counted. */
    @Nullable String doubt() {
        return book.doubt() == null ? chain.doubt() : book.doubt();
    }

    /** What of the store was changed or is missing; null if nothing is. */
    @Nullable String broken() {
        return chain.broken();
    }

    /** Whether somebody is to vouch for grants and targets from before there were seals. */
    boolean isAwaited() {
        return !past && chain.isAwaited();
    }

    Changes.Known known() {
        return new Changes.Known(revisions(), register.now(), rulebook(), chain.head());
    }

    Rulebook rulebook() {
        return new Rulebook(
                active.of(isAwaited() ? Optional.empty() : book.active()),
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

    void apply(StoredEvent stored) {
        var envelope = stored.envelope();
        switch (envelope.event()) {
            case PolicyEvent policy -> book.apply(policy, envelope);
            case TargetEvent _, GrantEvent _ -> loose(stored);
            case RegisterSealed seal -> sealed(seal, stored);
            default ->
                    throw new IllegalStateException(
                            "not an event of policy-service: "
                                    + envelope.event().getClass().getSimpleName());
        }
        sequence = stored.storeSequence();
    }

    private void loose(StoredEvent stored) {
        chain.add(stored);
        if (past && chain.isUnsealed()) {
            register.apply(stored);
        }
    }

    private void sealed(RegisterSealed seal, StoredEvent stored) {
        boolean first = chain.isUnsealed();
        var standing = book.seen(seals.of(seal, stored.envelope().actor()));
        var counting = chain.seal(seal, stored, standing);
        if (first && !chain.isUnsealed()) {
            register = new RegisterBook();
        }
        counting.forEach(register::apply);
    }
}
