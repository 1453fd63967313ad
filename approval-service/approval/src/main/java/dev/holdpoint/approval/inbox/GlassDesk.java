package dev.holdpoint.approval.inbox;

import dev.holdpoint.approval.hold.ActionRefused;
import dev.holdpoint.approval.hold.HoldAction.BreakGlass;
import dev.holdpoint.approval.hold.HoldState;
import dev.holdpoint.approval.hold.People;
import dev.holdpoint.eventlog.store.Decided;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldId;
import dev.holdpoint.events.PrincipalId;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Releases holds for those who may alone, as often as each person may. */
public final class GlassDesk {
    private final HoldDesk desk;
    private final Breakings breakings;
    private final People people;

    public GlassDesk(HoldDesk desk, Breakings breakings, People people) {
        this.desk = desk;
        this.breakings = breakings;
        this.people = people;
    }

    /** Fails with what the decider threw, or if the person has done so too often. */
    public Future<HoldState> run(HoldId hold, BreakGlass action, @Nullable String traceparent) {
        var breaker = action.breaker().id();
        var person = people.person(breaker);
        return breakings
                .note(hold, person, action.at())
                .compose(
                        first -> {
                            var decided = desk.run(hold, Actor.of(breaker), traceparent, action);
                            return first
                                    ? decided.recover(why -> forgotten(hold, person, why))
                                    : decided;
                        })
                .map(Decided::state);
    }

    /** What was refused did not happen; of what broke off that is not known. */
    private <T> Future<T> forgotten(HoldId hold, PrincipalId person, Throwable why) {
        return why instanceof ActionRefused
                ? breakings.forget(hold, person).transform(_ -> Future.failedFuture(why))
                : Future.failedFuture(why);
    }
}
