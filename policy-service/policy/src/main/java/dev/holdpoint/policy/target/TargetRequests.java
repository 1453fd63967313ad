package dev.holdpoint.policy.target;

import dev.holdpoint.events.HoldpointEvent.Origin;
import dev.holdpoint.events.TargetEvent;
import dev.holdpoint.events.TargetEvent.TargetChanged;
import dev.holdpoint.events.TargetEvent.TargetRegistered;
import dev.holdpoint.events.TargetEvent.TargetRemoved;
import dev.holdpoint.policy.change.ChangeRefused;
import dev.holdpoint.policy.change.ChangeRefused.Kind;
import dev.holdpoint.policy.change.Requester;
import dev.holdpoint.policy.target.TargetRequest.Drop;
import dev.holdpoint.policy.target.TargetRequest.Put;
import dev.holdpoint.policy.target.TargetState.Registered;
import java.util.List;

/** Decides on what people ask for: for those who govern, in person. */
final class TargetRequests {
    private TargetRequests() {}

    static List<TargetEvent> decide(TargetState state, TargetRequest request) {
        var by = request.by();
        by.requireGoverning();
        by.requireInPerson();
        return switch (request) {
            case Put put when state.registered() == null -> register(state, put);
            case Put put -> change(state, put);
            case Drop(var target, _) -> {
                requireRest(state, by);
                yield List.of(new TargetRemoved(target));
            }
        };
    }

    private static List<TargetEvent> register(TargetState state, Put put) {
        put.by().requireTwo();
        put.by().requireVersion(state.version());
        return List.of(new TargetRegistered(put.target(), put.spec(), Origin.REST));
    }

    private static List<TargetEvent> change(TargetState state, Put put) {
        put.by().requireTwo();
        if (put.by().expected().isEmpty()) {
            throw new ChangeRefused(
                    Kind.UNSTATED,
                    "There is such a target: say which version you mean to change, by If-Match.");
        }
        var registered = requireRest(state, put.by());
        return registered.spec().equals(put.spec())
                ? List.of()
                : List.of(new TargetChanged(put.target(), put.spec()));
    }

    private static Registered requireRest(TargetState state, Requester by) {
        var registered = state.registered();
        if (registered == null) {
            throw new ChangeRefused(Kind.UNKNOWN, "There is no such target.");
        }
        if (!registered.origin().equals(Origin.REST)) {
            throw new ChangeRefused(
                    Kind.OTHER_ORIGIN,
                    "The target is from a %s: change or remove it there."
                            .formatted(registered.origin()));
        }
        by.requireVersion(state.version());
        return registered;
    }
}
