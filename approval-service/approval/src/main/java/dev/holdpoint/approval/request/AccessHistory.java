package dev.holdpoint.approval.request;

import dev.holdpoint.approval.access.AccessDecider;
import dev.holdpoint.approval.access.AccessState;
import dev.holdpoint.events.AccessEvent;
import java.util.stream.Stream;

/** A request's events put together, so that a listing shows exactly what the decider knows. */
final class AccessHistory {
    private static final AccessDecider DECIDER = new AccessDecider();

    private AccessHistory() {}

    static AccessState state(Stream<?> events) {
        var state = DECIDER.initial();
        for (var event : events.toList()) {
            state = DECIDER.evolve(state, (AccessEvent) event);
        }
        return state;
    }
}
