package dev.holdpoint.edge.hold;

import dev.holdpoint.events.HoldId;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Where held commands wait. Safe for any thread; the first settlement of a hold wins, and is
 * delivered on the Vert.x context that entered.
 */
public final class HoldRoom {
    private final Map<HoldId, Consumer<Settlement>> waiting = new ConcurrentHashMap<>();

    /** Waits for {@code hold} to be settled. Enter before the hold can be known to anybody. */
    public Future<Settlement> enter(HoldId hold) {
        Promise<Settlement> promise = Promise.promise();
        var context = Vertx.currentContext();
        waiting.put(
                hold,
                context == null
                        ? promise::complete
                        : settlement -> context.runOnContext(_ -> promise.complete(settlement)));
        return promise.future();
    }

    /** Ends the wait; nothing happens if nobody here waits for {@code hold}. */
    public void settle(HoldId hold, Settlement settlement) {
        var waiter = waiting.remove(hold);
        if (waiter != null) {
            waiter.accept(settlement);
        }
    }

    /** How many commands wait here. */
    public int size() {
        return waiting.size();
    }
}
