package dev.holdpoint.edge.app.log;

import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The commands of a session that have begun and whose end is not written yet: each has one. */
final class OpenCommands {
    private enum Stage {
        HELD,
        INTENT,
        DENIED
    }

    private final Map<CommandId, Stage> open = new LinkedHashMap<>();
    private boolean over;

    synchronized void held(CommandId command) {
        open.put(command, Stage.HELD);
    }

    synchronized void intended(CommandId command) {
        open.put(command, Stage.INTENT);
    }

    /** Its denial is in the log, which says all; that its client was told may follow. */
    synchronized void denied(CommandId command) {
        open.put(command, Stage.DENIED);
    }

    /** Ends a command; false if it has ended. */
    synchronized boolean end(CommandId command) {
        return open.remove(command) != null;
    }

    /** Whether the session is over: no command may begin any more. */
    synchronized boolean areOver() {
        return over;
    }

    /** Ends all that is left when the session is over; nobody can know what became of intents. */
    synchronized List<HoldpointEvent> endAll(SessionId session, String reason) {
        over = true;
        var ends =
                open.entrySet().stream()
                        .flatMap(entry -> end(session, entry.getKey(), entry.getValue(), reason))
                        .toList();
        open.clear();
        return ends;
    }

    private static Stream<HoldpointEvent> end(
            SessionId session, CommandId command, Stage stage, String reason) {
        return switch (stage) {
            case HELD ->
                    Stream.of(
                            new CommandRefused(
                                    session, command, RefusalCode.HOLD_WITHDRAWN, reason));
            case INTENT ->
                    Stream.of(
                            new CommandCompleted(
                                    session, command, Outcome.UNKNOWN, 0, List.of(), null));
            case DENIED -> Stream.empty();
        };
    }
}
