package dev.holdpoint.policy.register;

import dev.holdpoint.events.Actor;
import dev.holdpoint.events.GrantEvent.GrantSpec;
import dev.holdpoint.events.GrantId;
import dev.holdpoint.policy.grant.GrantDecider;
import dev.holdpoint.policy.grant.GrantDecider.Action;
import dev.holdpoint.policy.revision.Changes;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records what the clock does to grants, so that edges hear of it: that their time is over, and
 * that their review is overdue.
 */
public final class Lapses {
    private static final Actor SELF = Actor.service("policy-service");

    private final GrantDesk desk;

    /** The review dates that are known to be recorded as passed. */
    private final Map<GrantId, Instant> overdue = new ConcurrentHashMap<>();

    public Lapses(Changes changes) {
        this.desk = new GrantDesk(changes);
    }

    /** Records what is not recorded yet of {@code grants}. */
    public Future<Void> record(Map<GrantId, GrantSpec> grants, Instant now) {
        overdue.keySet().retainAll(grants.keySet());
        Future<Void> done = Future.succeededFuture();
        for (var grant : grants.entrySet()) {
            done = done.compose(_ -> record(grant.getKey(), grant.getValue(), now));
        }
        return done;
    }

    private Future<Void> record(GrantId id, GrantSpec spec, Instant now) {
        if (GrantDecider.isOver(spec, now)) {
            return desk.run(SELF, null, new Action.Expire(id, now)).mapEmpty();
        }
        var reviewBy = spec.reviewBy();
        if (reviewBy == null
                || !GrantDecider.isLapsed(spec, now)
                || reviewBy.equals(overdue.get(id))) {
            return Future.succeededFuture();
        }
        return desk.run(SELF, null, new Action.Suspend(id, now))
                .onSuccess(_ -> overdue.put(id, reviewBy))
                .mapEmpty();
    }
}
