package dev.holdpoint.approval.request;

import dev.holdpoint.approval.access.AccessAction;
import dev.holdpoint.approval.access.AccessDecider;
import dev.holdpoint.approval.access.AccessState;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.eventlog.store.Decided;
import dev.holdpoint.eventlog.store.Deciding;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.AccessEvent;
import dev.holdpoint.events.AccessRequestId;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.Envelope;
import dev.holdpoint.events.StreamId;
import io.vertx.core.Future;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests for access as the event store knows them, at once and without a read model. */
public final class AccessDesk {
    private final EventStore store;
    private final AccessDecider decider;
    private final Deciding<AccessState, AccessAction, AccessEvent> deciding;

    /**
     * @param open kept with each event
     */
    public AccessDesk(EventStore store, People people, OpenRequests open) {
        this.store = store;
        this.decider = new AccessDecider(people);
        this.deciding = new Deciding<>(store, decider, AccessEvent.class, open);
    }

    /** What an action would lead to as things stand; throws what the decider throws. */
    public List<AccessEvent> preview(AccessState state, AccessAction action) {
        return decider.decide(state, action);
    }

    /** Decides and appends; fails with what the decider threw. */
    public Future<Decided<AccessState, AccessEvent>> run(
            AccessRequestId request,
            Actor actor,
            @Nullable String traceparent,
            AccessAction action) {
        return deciding.run(stream(request), actor, traceparent, action);
    }

    public Future<AccessState> look(AccessRequestId request) {
        return store.load(stream(request))
                .map(history -> AccessHistory.state(history.stream().map(Envelope::event)));
    }

    private static StreamId stream(AccessRequestId request) {
        return new StreamId("access/" + request.value());
    }
}
