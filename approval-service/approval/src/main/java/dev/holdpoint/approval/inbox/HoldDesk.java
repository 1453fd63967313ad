package dev.holdpoint.approval.inbox;

import dev.holdpoint.approval.hold.HoldAction;
import dev.holdpoint.approval.hold.HoldDecider;
import dev.holdpoint.approval.hold.HoldState;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.eventlog.store.Decided;
import dev.holdpoint.eventlog.store.Deciding;
import dev.holdpoint.eventlog.store.EventStore;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.StreamId;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Holds as the event store knows them, at once and without a read model. */
public final class HoldDesk {
    private final Deciding<HoldState, HoldAction, HoldEvent> deciding;

    public HoldDesk(EventStore store, People people) {
        this.deciding = new Deciding<>(store, new HoldDecider(people), HoldEvent.class);
    }

    /** Decides and appends; fails with what the decider threw. */
    public Future<Decided<HoldState, HoldEvent>> run(
            HoldId hold, Actor actor, @Nullable String traceparent, HoldAction action) {
        return deciding.run(stream(hold), actor, traceparent, action);
    }

    /** Where a hold stands. */
    public Future<HoldState> look(HoldId hold) {
        return deciding.look(stream(hold));
    }

    private static StreamId stream(HoldId hold) {
        return new StreamId(hold.value());
    }
}
