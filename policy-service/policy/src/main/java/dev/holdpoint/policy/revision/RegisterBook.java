package dev.holdpoint.policy.revision;

import dev.holdpoint.eventlog.store.StoredEvent;
import dev.holdpoint.events.GrantEvent;
import dev.holdpoint.events.GrantEvent.GrantExpired;
import dev.holdpoint.events.GrantEvent.GrantIssued;
import dev.holdpoint.events.GrantEvent.GrantNarrowed;
import dev.holdpoint.events.GrantEvent.GrantReviewed;
import dev.holdpoint.events.GrantEvent.GrantRevoked;
import dev.holdpoint.events.GrantEvent.GrantSuspended;
import dev.holdpoint.events.GrantEvent.GrantWithheld;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.events.TargetEvent.TargetChanged;
import dev.holdpoint.events.TargetEvent.TargetRegistered;
import dev.holdpoint.events.TargetEvent.TargetRemoved;
import dev.holdpoint.events.TargetEvent.TargetSpec;
import dev.holdpoint.events.TargetName;
import dev.holdpoint.policy.grant.GrantDecider;
import dev.holdpoint.policy.grant.GrantState;
import dev.holdpoint.policy.grant.GrantState.Live;
import dev.holdpoint.policy.grant.GrantState.Never;
import dev.holdpoint.policy.grant.GrantState.Over;
import dev.holdpoint.policy.index.GrantIndex;
import dev.holdpoint.policy.index.SharedMap;
import dev.holdpoint.policy.revision.Register.Entry;
import dev.holdpoint.policy.target.TargetDecider;
import dev.holdpoint.policy.target.TargetState;
import java.time.Instant;

/**
 * The fold of the streams of grants and targets. An event that no decider could have come to, such
 * as the review of a grant that is over, changes nothing.
 */
final class RegisterBook {
    private static final GrantDecider GRANTS = new GrantDecider();
    private static final TargetDecider TARGETS = new TargetDecider();

    private SharedMap<GrantId, Entry<GrantState>> grants = SharedMap.empty();
    private SharedMap<TargetName, Entry<TargetState>> targets = SharedMap.empty();
    private GrantIndex live = GrantIndex.empty();
    private SharedMap<TargetName, TargetSpec> registered = SharedMap.empty();

    Register now() {
        return new Register(grants, targets);
    }

    /** The grants that are not over. */
    GrantIndex live() {
        return live;
    }

    /** The targets that are there. */
    SharedMap<TargetName, TargetSpec> registered() {
        return registered;
    }

    void apply(StoredEvent stored) {
        var envelope = stored.envelope();
        if (envelope.event() instanceof GrantEvent grant) {
            apply(grant, envelope.time());
        } else if (envelope.event() instanceof TargetEvent target) {
            apply(target, envelope.time());
        }
    }

    private void apply(GrantEvent event, Instant at) {
        var before = grants.get(event.grant());
        var state = before == null ? GRANTS.initial() : before.state();
        if (!fits(event, state)) {
            return;
        }
        var after = GRANTS.evolve(state, event);
        grants = grants.with(event.grant(), new Entry<>(after, at));
        switch (after.standing()) {
            case Live(var spec, _) -> live = live.with(event.grant(), spec);
            case Over _, Never _ -> live = live.without(event.grant());
        }
    }

    private static boolean fits(GrantEvent event, GrantState state) {
        return switch (event) {
            case GrantIssued _, GrantWithheld _ -> true;
            case GrantRevoked _ -> !(state.standing() instanceof Never);
            case GrantNarrowed _, GrantReviewed _, GrantSuspended _, GrantExpired _ ->
                    state.standing() instanceof Live;
        };
    }

    private void apply(TargetEvent event, Instant at) {
        var before = targets.get(event.target());
        var state = before == null ? TARGETS.initial() : before.state();
        if (!fits(event, state)) {
            return;
        }
        var after = TARGETS.evolve(state, event);
        targets = targets.with(event.target(), new Entry<>(after, at));
        var there = after.registered();
        if (there == null) {
            registered = registered.without(event.target());
        } else {
            registered = registered.with(event.target(), there.spec());
        }
    }

    private static boolean fits(TargetEvent event, TargetState state) {
        return switch (event) {
            case TargetRegistered _ -> true;
            case TargetChanged _, TargetRemoved _ -> state.registered() != null;
        };
    }
}
