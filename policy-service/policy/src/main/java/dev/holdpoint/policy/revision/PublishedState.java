package dev.holdpoint.policy.revision;

import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.GrantEvent.GrantExpired;
import dev.holdpoint.events.GrantEvent.GrantIssued;
import dev.holdpoint.events.GrantEvent.GrantNarrowed;
import dev.holdpoint.events.GrantEvent.GrantReviewed;
import dev.holdpoint.events.GrantEvent.GrantRevoked;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantEvent.GrantSuspended;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.PolicyEvent;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.events.TargetEvent.TargetChanged;
import dev.holdpoint.events.TargetEvent.TargetRegistered;
import dev.holdpoint.events.TargetEvent.TargetRemoved;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.evaluate.Rulebook;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fold of the policy streams; confined to one thread at a time by its owner. */
final class PublishedState {
    private final Map<TargetName, TargetSpec> targets = new HashMap<>();
    private final Map<GrantId, GrantSpec> grants = new HashMap<>();
    private final Set<TargetName> targetsOfRest = new HashSet<>();
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

    /** Targets that are not from documents. */
    Set<TargetName> targetsOfRest() {
        return Set.copyOf(targetsOfRest);
    }

    Rulebook rulebook() {
        return new Rulebook(
                active.of(book.active()), targets, grants, sequence, shadow.of(book.shadow()));
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
            case TargetEvent target -> target(target);
            case GrantEvent grant -> grant(grant);
            default ->
                    throw new IllegalStateException(
                            "not an event of policy-service: "
                                    + envelope.event().getClass().getSimpleName());
        }
        sequence = storeSequence;
    }

    private void target(TargetEvent event) {
        switch (event) {
            case TargetRegistered(var name, var spec, var origin) -> {
                targets.put(name, spec);
                if (origin.equals(Origin.REST)) {
                    targetsOfRest.add(name);
                }
            }
            case TargetChanged(var name, var spec) -> targets.put(name, spec);
            case TargetRemoved(var name) -> {
                targets.remove(name);
                targetsOfRest.remove(name);
            }
        }
    }

    private void grant(GrantEvent event) {
        switch (event) {
            case GrantIssued(var id, var spec, _) -> grants.put(id, spec);
            case GrantNarrowed(var id, var spec, _) -> grants.put(id, spec);
            case GrantReviewed(var id, var reviewBy, _) ->
                    grants.computeIfPresent(id, (_, spec) -> spec.reviewedUntil(reviewBy));
            case GrantSuspended _ -> {}
            case GrantRevoked(var id, _, _) -> grants.remove(id);
            case GrantExpired(var id) -> grants.remove(id);
        }
    }
}
