package dev.holdpoint.policy.revision;

import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.GrantEvent.GrantExpired;
import dev.holdpoint.events.GrantEvent.GrantIssued;
import dev.holdpoint.events.GrantEvent.GrantNarrowed;
import dev.holdpoint.events.GrantEvent.GrantReviewed;
import dev.holdpoint.events.GrantEvent.GrantRevoked;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantEvent.GrantSuspended;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.PolicyEvent;
import dev.holdpoint.events.PolicyEvent.PolicyActivated;
import dev.holdpoint.events.PolicyEvent.PolicyPublished;
import dev.holdpoint.events.PolicyEvent.PolicyRetired;
import dev.holdpoint.events.RevisionId;
import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.events.TargetEvent.TargetChanged;
import dev.holdpoint.events.TargetEvent.TargetRegistered;
import dev.holdpoint.events.TargetEvent.TargetRemoved;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.target.TargetDecider;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fold of the policy streams; confined to one thread at a time by its owner. */
final class PublishedState {
    private final Map<TargetName, TargetSpec> targets = new HashMap<>();
    private final Map<GrantId, GrantSpec> grants = new HashMap<>();
    private final Set<TargetName> targetsOfRest = new HashSet<>();
    private final Set<RevisionId> unretired = new LinkedHashSet<>();
    private @Nullable PolicyPublished published;
    private @Nullable Activated active;
    private long sequence;

    long sequence() {
        return sequence;
    }

    /** Revisions that were activated and never retired, the one that decides included. */
    Set<RevisionId> unretired() {
        return Set.copyOf(unretired);
    }

    /** Targets that are not from documents. */
    Set<TargetName> targetsOfRest() {
        return Set.copyOf(targetsOfRest);
    }

    Rulebook rulebook() {
        return new Rulebook(active == null ? null : active.revision(), targets, grants, sequence);
    }

    void apply(long storeSequence, HoldpointEvent event) {
        switch (event) {
            case PolicyEvent policy -> policy(policy);
            case TargetEvent target -> target(target);
            case GrantEvent grant -> grant(grant);
            default ->
                    throw new IllegalStateException(
                            "not an event of policy-service: " + event.getClass().getSimpleName());
        }
        sequence = storeSequence;
    }

    private void policy(PolicyEvent event) {
        switch (event) {
            case PolicyPublished next -> published = next;
            case PolicyActivated(var revision) -> activate(revision);
            case PolicyRetired(var revision) -> {
                unretired.remove(revision);
                if (active != null && active.id().equals(revision)) {
                    active = null;
                }
            }
        }
    }

    private void activate(RevisionId revision) {
        if (published == null || !published.revision().equals(revision)) {
            throw new IllegalStateException(revision + " was activated without its sources");
        }
        unretired.add(revision);
        active = new Activated(revision, published.sources());
    }

    private void target(TargetEvent event) {
        switch (event) {
            case TargetRegistered(var name, var spec, var origin) -> {
                targets.put(name, spec);
                if (origin.equals(TargetDecider.REST)) {
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
