package dev.holdpoint.policy.simulate;

import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.events.CommandEvent.CommandDecided;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.policy.simulate.Recorded.Decided;
import dev.holdpoint.policy.simulate.Recorded.Nothing;
import dev.holdpoint.policy.simulate.Recorded.Unreadable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes the log's records one by one and asks the draft about those that are selected. */
public final class Simulator implements Reading {
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
    @Override
    public void accept(LoggedEvent logged) {
        switch (Recorded.of(logged)) {
            case Decided(var at, var event, boolean whole) -> accept(at, event, whole);
            case Unreadable(var place) -> tally.add(Gap.UNREADABLE, place);
            case Nothing _ -> {}
        }
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

    @Override
    public long commands() {
        return tally.commands();
    }

    @Override
    public long changed() {
        return tally.changed();
    }

    /** What came of all that was taken so far. */
    public Simulation result() {
        return tally.result(selection, releases);
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
