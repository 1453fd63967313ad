package dev.holdpoint.edge.hold;

import dev.holdpoint.events.HoldId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where held commands wait. Safe for any thread; the first settlement of a hold wins. */
public final class HoldRoom {
    private final Map<HoldId, Promise<Settlement>> waiting = new ConcurrentHashMap<>();

    /** Waits for {@code hold} to be settled. Enter before the hold can be known to anybody. */
    public Future<Settlement> enter(HoldId hold) {
        Promise<Settlement> promise = Promise.promise();
        waiting.put(hold, promise);
        return promise.future();
    }

    /** Ends the wait; nothing happens if nobody here waits for {@code hold}. */
    public void settle(HoldId hold, Settlement settlement) {
        var promise = waiting.remove(hold);
        if (promise != null) {
            promise.tryComplete(settlement);
        }
    }

    /** How many commands wait here. */
    public int size() {
        return waiting.size();
    }
}
