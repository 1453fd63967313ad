package dev.holdpoint.approval.inbox;

import static java.lang.System.Logger.Level.WARNING;

import dev.holdpoint.approval.hold.HoldAction.BreakGlass;
import dev.holdpoint.approval.hold.HoldDecider;
import dev.holdpoint.approval.hold.HoldState;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.eventlog.store.Decided;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldId;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Releases holds for those who may alone, as often as each person may. */
public final class GlassDesk {
    private static final System.Logger LOG = System.getLogger(GlassDesk.class.getName());

    private final HoldDesk desk;
    private final PersonLimit limit;
    private final People people;
    private final HoldDecider decider;

    public GlassDesk(HoldDesk desk, PersonLimit limit, People people) {
        this.desk = desk;
        this.limit = limit;
        this.people = people;
        this.decider = new HoldDecider(people);
    }

    /**
     * Fails with what the decider threw, or if the person has done so too often. What would be
     * refused now is not even noted; whatever comes of what was noted, it counts.
     */
    public Future<HoldState> run(HoldId hold, BreakGlass action, @Nullable String traceparent) {
        return desk.look(hold)
                .compose(
                        state ->
                                decider.decide(state, action).isEmpty()
                                        ? Future.succeededFuture(state)
                                        : noted(hold, action, traceparent));
    }

    private Future<HoldState> noted(HoldId hold, BreakGlass action, @Nullable String traceparent) {
        var breaker = action.breaker().id();
        return limit.note(people.person(breaker), hold)
                .compose(_ -> desk.run(hold, Actor.of(breaker), traceparent, action))
                .onSuccess(_ -> LOG.log(WARNING, "glass broken: hold={0} by={1}", hold, breaker))
                .map(Decided::state);
    }
}
