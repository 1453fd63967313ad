package dev.holdpoint.policy.simulate;

import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.events.json.EventType;
import dev.holdpoint.events.json.UnreadableEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes the log's records one by one and asks the draft about those that are selected. */
public final class Simulator {
    private static final String TYPE = typeOf(CommandDecided.class);
    private static final String ANY_VERSION = TYPE.substring(0, TYPE.lastIndexOf('v'));

    private final Selection selection;
    private final Replay replay;
    private final Tally tally = new Tally();
    private final Held held = new Held();
    private long releases;

    public Simulator(Selection selection, Replay replay) {
        this.selection = selection;
        this.replay = replay;
    }

    /** Whatever is no decision about a command is passed over. */
    public void accept(LoggedEvent record) {
        var type = record.headers().getOrDefault("ce_type", "");
        if (!type.startsWith(ANY_VERSION)) {
            return;
        }
        try {
            var envelope = record.envelope();
            accept(envelope.time(), (CommandDecided) envelope.event(), type.equals(TYPE));
        } catch (UnreadableEvent e) {
            unreadable(record);
        }
    }

    private void unreadable(LoggedEvent record) {
        var place = record.position();
        tally.add(
                Gap.UNREADABLE,
                "%s/%d@%d".formatted(place.topic(), place.partition(), place.offset()));
    }

    private void accept(Instant at, CommandDecided decided, boolean whole) {
        boolean release = decided.approval() != null || held.ends(decided.command());
        if (decided.decision() instanceof Decision.Hold) {
            held.begins(decided.command());
        }
        if (!selection.isIn(at) || !selection.selects(decided)) {
            return;
        }
        if (release) {
            releases++;
        } else if (whole) {
            var command = new RecordedCommand(at, decided);
            tally.add(command, replay.of(command));
        } else {
            tally.add(Gap.OLD_FORM, decided.command().value());
        }
    }

    public long commands() {
        return tally.commands();
    }

    public long changed() {
        return tally.changed();
    }

    /** What came of all that was taken so far. */
    public Simulation result() {
        return tally.result(selection, releases);
    }

    private static String typeOf(Class<CommandDecided> event) {
        return EventType.all().entrySet().stream()
                .filter(type -> type.getValue().equals(event))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** Commands that wait: what is decided about them next is decided at their release. */
    private static final class Held extends LinkedHashMap<CommandId, Boolean> {
        private static final long serialVersionUID = 1L;
        private static final int MOST = 50_000;

        void begins(CommandId command) {
            put(command, true);
        }

        boolean ends(CommandId command) {
            return remove(command) != null;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<CommandId, Boolean> eldest) {
            return size() > MOST;
        }
    }
}
