package dev.holdpoint.approval.hold;

import dev.holdpoint.approval.hold.HoldState.Open;
import dev.holdpoint.events.HoldEvent;
import dev.holdpoint.events.HoldEvent.HoldEscalated;
import dev.holdpoint.events.HoldEvent.HoldExpired;
import dev.holdpoint.events.HoldEvent.HoldPlaced;
import dev.holdpoint.events.HoldEvent.HoldReminded;
import dev.holdpoint.events.HoldTerms.Escalation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What time does to a hold that nobody decides: a reminder, an escalation, its end. */
public final class FollowingUp {
    private FollowingUp() {}

    /** When those who are asked are to be reminded; empty if they are not. */
    public static Optional<Instant> remindAt(HoldPlaced placed) {
        return Optional.ofNullable(placed.terms().followUp())
                .flatMap(followUp -> Optional.ofNullable(followUp.remindAfterSeconds()))
                .map(heldAt(placed)::plusSeconds);
    }

    /** When others may stand in; empty if nobody may. */
    public static Optional<Instant> escalateAt(HoldPlaced placed) {
        return escalation(placed).map(to -> heldAt(placed).plusSeconds(to.afterSeconds()));
    }

    /** Groups whose members may stand in once it is time; none if nobody may. */
    public static List<String> standIns(HoldPlaced placed) {
        return escalation(placed).map(Escalation::to).orElse(List.of());
    }

    /** What is due by {@code now} and has not happened; the end is all that happens then. */
    static List<HoldEvent> due(Open open, Instant now) {
        var ballot = open.ballot();
        var placed = ballot.placed();
        if (open.isDue(now)) {
            return List.of(new HoldExpired(placed.hold()));
        }
        var events = new ArrayList<HoldEvent>();
        if (!ballot.reminded() && isDue(remindAt(placed), now)) {
            events.add(new HoldReminded(placed.hold()));
        }
        if (ballot.standIns().isEmpty() && isDue(escalateAt(placed), now)) {
            events.add(new HoldEscalated(placed.hold(), escalation(placed).orElseThrow().to()));
        }
        return List.copyOf(events);
    }

    private static boolean isDue(Optional<Instant> moment, Instant now) {
        return moment.filter(at -> !now.isBefore(at)).isPresent();
    }

    private static Optional<Escalation> escalation(HoldPlaced placed) {
        return Optional.ofNullable(placed.terms().followUp())
                .flatMap(followUp -> Optional.ofNullable(followUp.escalation()));
    }

    /** When it was placed. */
    public static Instant heldAt(HoldPlaced placed) {
        return placed.expiresAt().minusSeconds(placed.terms().expiresAfterSeconds());
    }
}
