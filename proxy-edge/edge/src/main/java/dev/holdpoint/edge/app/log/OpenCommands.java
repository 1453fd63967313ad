package dev.holdpoint.edge.app.log;

import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The commands of a session that have begun and whose end is not written yet. */
final class OpenCommands {
    private enum Stage {
        HELD,
        INTENT
    }

    private final Map<CommandId, Stage> open = new LinkedHashMap<>();
    private final Set<CommandId> givenUp = new HashSet<>();

    synchronized void held(CommandId command) {
        open.put(command, Stage.HELD);
    }

    synchronized void intended(CommandId command) {
        open.put(command, Stage.INTENT);
    }

    /** Ends a command; false if its end was written when it was given up. */
    synchronized boolean end(CommandId command) {
        open.remove(command);
        return !givenUp.remove(command);
    }

    /** Takes a command's end away from whoever comes later; false if it has ended. */
    synchronized boolean giveUp(CommandId command) {
        return open.remove(command) != null && givenUp.add(command);
    }

    /** Ends all that is left when the session is over; nobody can know what became of intents. */
    synchronized List<HoldpointEvent> endAll(SessionId session, String reason) {
        var ends =
                open.entrySet().stream()
                        .map(entry -> end(session, entry.getKey(), entry.getValue(), reason))
                        .toList();
        open.clear();
        return ends;
    }

    private static HoldpointEvent end(
            SessionId session, CommandId command, Stage stage, String reason) {
        return switch (stage) {
            case HELD -> new CommandRefused(session, command, RefusalCode.HOLD_WITHDRAWN, reason);
            case INTENT ->
                    new CommandCompleted(session, command, Outcome.UNKNOWN, 0, List.of(), null);
        };
    }
}
