package dev.holdpoint.edge.app.lease;

import dev.holdpoint.events.CommandEvent;
import dev.holdpoint.events.CommandEvent.CommandCompleted;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandEvent.CommandRefused;
import dev.holdpoint.events.CommandEvent.ResultRecorded;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.HoldpointEvent;
import dev.holdpoint.events.Outcome;
import dev.holdpoint.events.RefusalCode;
import dev.holdpoint.events.SessionEnd;
import dev.holdpoint.events.SessionEvent.SessionClosed;
import dev.holdpoint.events.SessionEvent.SessionOpened;
import dev.holdpoint.events.SessionId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the log says of one session, as far as it takes to close it for an edge that cannot. */
final class OpenBook {
    private enum Stage {
        HELD,
        INTENT
    }

    private final SessionOpened opened;
    private final Map<CommandId, Stage> open = new LinkedHashMap<>();
    private final Set<CommandId> commands = new HashSet<>();
    private long last;

    OpenBook(SessionOpened opened, long sequence) {
        this.opened = opened;
        this.last = sequence;
    }

    SessionId session() {
        return opened.session();
    }

    /** {@code <edge id>/<incarnation>} of the session's owner. */
    String owner() {
        return opened.edge();
    }

    /** Sequence of the last event in the stream. */
    long last() {
        return last;
    }

    void apply(long sequence, CommandEvent event) {
        last = Math.max(last, sequence);
        switch (event) {
            case CommandDecided decided -> apply(decided);
            case CommandRefused refused -> open.remove(refused.command());
            case CommandCompleted completed -> open.remove(completed.command());
            case ResultRecorded _ -> {}
        }
    }

    private void apply(CommandDecided event) {
        commands.add(event.command());
        switch (event.decision()) {
            case Decision.Allow _ -> open.put(event.command(), Stage.INTENT);
            case Decision.Hold _ -> open.put(event.command(), Stage.HELD);
            case Decision.Deny _ -> open.remove(event.command());
        }
    }

    /** The events that close it: every open command ended as what is known of it, then the end. */
    List<HoldpointEvent> closing(SessionEnd end) {
        var events = new ArrayList<HoldpointEvent>();
        open.forEach((command, stage) -> events.add(ending(command, stage)));
        events.add(new SessionClosed(session(), end, commands.size()));
        return events;
    }

    private HoldpointEvent ending(CommandId command, Stage stage) {
        return switch (stage) {
            case HELD ->
                    new CommandRefused(
                            session(),
                            command,
                            RefusalCode.HOLD_WITHDRAWN,
                            "The edge that held the command is gone");
            case INTENT ->
                    new CommandCompleted(session(), command, Outcome.UNKNOWN, 0, List.of(), null);
        };
    }
}
