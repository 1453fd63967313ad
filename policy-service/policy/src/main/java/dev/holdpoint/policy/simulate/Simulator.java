package dev.holdpoint.policy.simulate;

import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.policy.simulate.Recorded.Decided;
import dev.holdpoint.policy.simulate.Recorded.Nothing;
import dev.holdpoint.policy.simulate.Recorded.Unreadable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks the draft about those of the log's records that are selected, and counts its answers. */
public final class Simulator implements Reading<Simulator.Asked> {
    private final Selection selection;
    private final Replay replay;
    private final Tally tally = new Tally();
    private final Held held = new Held();
    private long releases;

    public Simulator(Selection selection, Replay replay) {
        this.selection = selection;
        this.replay = replay;
    }

    /**
     * What a record says.
     *
     * @param replayed the draft's answer; null where it is not asked
     */
    public record Asked(Recorded recorded, @Nullable Replayed replayed) {}

    /** The draft is asked ahead, even about what turns out to be decided at a release. */
    @Override
    public Asked read(LoggedEvent logged) {
        var recorded = Recorded.of(logged);
        return new Asked(
                recorded,
                recorded instanceof Decided decided && isAsked(decided)
                        ? replay.of(command(decided))
                        : null);
    }

    private boolean isAsked(Decided decided) {
        return isSelected(decided) && decided.whole() && decided.event().approval() == null;
    }

    private boolean isSelected(Decided decided) {
        return selection.isIn(decided.at()) && selection.selects(decided.event());
    }

    private static RecordedCommand command(Decided decided) {
        return new RecordedCommand(decided.at(), decided.event());
    }

    /** Whatever is no decision about a command is passed over. */
    @Override
    public void take(Asked asked) {
        switch (asked.recorded()) {
            case Decided decided -> take(decided, asked.replayed());
            case Unreadable unreadable -> take(unreadable);
            case Nothing _ -> {}
        }
    }

    private void take(Unreadable unreadable) {
        if (selection.mayMean(unreadable)) {
            tally.add(Gap.UNREADABLE, unreadable.place());
        }
    }

    private void take(Decided decided, @Nullable Replayed replayed) {
        var event = decided.event();
        boolean release = event.approval() != null || held.ends(event.command());
        if (event.decision() instanceof Decision.Hold) {
            held.begins(event.command());
        }
        if (!isSelected(decided)) {
            return;
        }
        if (release) {
            releases++;
        } else if (replayed == null) {
            tally.add(Gap.OLD_FORM, event.command().value());
        } else {
            tally.add(command(decided), replayed);
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
