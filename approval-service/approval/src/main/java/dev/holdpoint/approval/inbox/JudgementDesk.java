package dev.holdpoint.approval.inbox;

import dev.holdpoint.approval.hold.ActionRefused.BrokenSince;
import dev.holdpoint.approval.hold.HoldAction.Judge;
import dev.holdpoint.approval.hold.HoldAction.StandIns;
import dev.holdpoint.approval.hold.HoldState;
import dev.holdpoint.approval.hold.HoldState.Placed;
import dev.holdpoint.events.Actor;
import dev.holdpoint.events.HoldId;
import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes judgements, after those were looked up who may not give them. */
public final class JudgementDesk {
    private final HoldDesk desk;
    private final Voters voters;
    private final InstantSource clock;

    public JudgementDesk(HoldDesk desk, Voters voters, InstantSource clock) {
        this.desk = desk;
        this.voters = voters;
        this.clock = clock;
    }

    /** Fails with what the decider threw. */
    public Future<Placed> judge(
            HoldId hold, Function<StandIns, Judge> judgement, @Nullable String traceparent) {
        return judged(hold, judgement, traceparent)
                .recover(
                        refused ->
                                refused instanceof BrokenSince
                                        ? judged(hold, judgement, traceparent)
                                        : Future.failedFuture(refused));
    }

    private Future<Placed> judged(
            HoldId hold, Function<StandIns, Judge> judgement, @Nullable String traceparent) {
        return desk.look(hold).compose(state -> judged(hold, state, judgement, traceparent));
    }

    /**
     * The same of a hold that was seen so; fails with {@link BrokenSince} if its glass was broken
     * since.
     */
    Future<Placed> judged(
            HoldId hold,
            HoldState seen,
            Function<StandIns, Judge> judgement,
            @Nullable String traceparent) {
        return voters.standIns(seen, clock.instant())
                .map(judgement)
                .compose(judge -> desk.run(hold, Actor.of(judge.judge().id()), traceparent, judge))
                .map(decided -> (Placed) decided.state());
    }
}
