package dev.holdpoint.eventlog.store;

import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldClaimed;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldId;
import java.util.List;

/** A decider small enough to see through: a hold may be claimed once. */
final class HoldFixture implements Decider<Boolean, String, HoldEvent> {
    static final HoldId HOLD = new HoldId("h-1");

    @Override
    public Boolean initial() {
        return false;
    }

    @Override
    public Boolean evolve(Boolean claimed, HoldEvent event) {
        return claimed || event instanceof HoldClaimed;
    }

    @Override
    public List<HoldEvent> decide(Boolean claimed, String edge) {
        return claimed
                ? List.of()
                : List.of(new HoldExpired(HOLD), new HoldClaimed(HOLD, edge, null, null));
    }
}
