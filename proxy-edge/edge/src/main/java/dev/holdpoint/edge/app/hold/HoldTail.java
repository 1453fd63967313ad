package dev.holdpoint.edge.app.hold;

import dev.holdpoint.edge.hold.HoldRoom;
import dev.holdpoint.edge.hold.Settlement;
import dev.holdpoint.eventlog.EventTail;
import dev.holdpoint.eventlog.LogSettings;
import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.events.EventFamily;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.RefusalCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Set;

/** Carries the end of every hold from the log into the hold room. */
public final class HoldTail {
    private HoldTail() {}

    /** Completes once positioned: no settlement after that is missed. */
    public static Future<EventTail> follow(Vertx vertx, LogSettings log, HoldRoom room) {
        return EventTail.fromEnd(
                vertx, log, Set.of(EventFamily.APPROVALS), event -> settle(room, event));
    }

    private static Future<Void> settle(HoldRoom room, LoggedEvent logged) {
        if (logged.envelope().event() instanceof HoldEvent event) {
            settle(room, event);
        }
        return Future.succeededFuture();
    }

    static void settle(HoldRoom room, HoldEvent event) {
        switch (event) {
            case HoldEvent.HoldReleased released ->
                    room.settle(released.hold(), new Settlement.Released());
            case HoldEvent.HoldRefused(var hold, var approver, var reason) ->
                    room.settle(hold, new Settlement.Refused(approver.subject(), reason));
            case HoldEvent.HoldExpired(var hold) -> room.settle(hold, new Settlement.Expired());
            case HoldEvent.HoldWithdrawn(var hold, RefusalCode code, var reason)
                    when code == RefusalCode.TOO_MANY_HOLDS ->
                    room.settle(hold, new Settlement.Abandoned(code, reason));
            case HoldEvent.HoldWithdrawn(var hold, _, var reason) ->
                    room.settle(hold, new Settlement.Withdrawn(reason));
            case HoldEvent.HoldPlaced _,
                    HoldEvent.VoteCast _,
                    HoldEvent.VoteRetracted _,
                    HoldEvent.HoldReminded _,
                    HoldEvent.HoldEscalated _,
                    HoldEvent.GlassBroken _,
                    HoldEvent.HoldClaimed _,
                    HoldEvent.HoldJudged _ -> {}
        }
    }
}
