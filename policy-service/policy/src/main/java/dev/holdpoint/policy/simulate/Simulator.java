package dev.holdpoint.policy.simulate;

import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.events.CommandId;
import dev.holdpoint.events.Decision;
import dev.holdpoint.policy.passage.Slice;
import dev.holdpoint.policy.passage.Sliced;
import dev.holdpoint.policy.simulate.Recorded.Decided;
import dev.holdpoint.policy.simulate.Recorded.Nothing;
import dev.holdpoint.policy.simulate.Recorded.Unreadable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Asks the draft about those of the log's records that are selected, and counts its answers. */
public final class Simulator implements Sliced<Simulator.Asked> {
    private final Selection selection;
    private final Replay replay;
    private final Tally tally = new Tally();
    private final Held held = new Held();
    private final Map<Integer, Long> untimed = new HashMap<>();
    private Slice slice;
    private @Nullable Simulation ofSlices;
    private long releases;

    public Simulator(Selection selection, Replay replay) {
        this.selection = selection;
        this.replay = replay;
        this.slice = Slice.whole(selection.from(), selection.to());
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
        return slice.has(decided.at())
                && selection.isIn(decided.at())
                && selection.selects(decided.event());
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
        if (isNew(unreadable) && selection.mayMean(unreadable)) {
            tally.add(Gap.UNREADABLE, unreadable.place());
        }
    }

    /** One without a time may come with two slices. */
    private boolean isNew(Unreadable unreadable) {
        var at = unreadable.at();
        if (at != null) {
            return slice.has(at);
        }
        var position = unreadable.position();
        long before = untimed.getOrDefault(position.partition(), -1L);
        untimed.put(position.partition(), Math.max(before, position.offset()));
        return before < position.offset();
    }

    private void take(Decided decided, @Nullable Replayed replayed) {
        if (!slice.has(decided.at())) {
            return;
        }
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

    @Override
    public void begin(Slice next) {
        slice = next;
    }

    @Override
    public void end(Slice ended) {
        if (!ended.isLast()) {
            ofSlices = tally.result(selection, ended.to(), releases);
        }
    }

    /** What came of all that was taken. */
    public Simulation result() {
        return tally.result(selection, selection.to(), releases);
    }

    /** What came of the slices that were taken whole; nothing of the others. */
    Simulation resultOfSlices() {
        return Objects.requireNonNull(ofSlices, "no slice was taken whole");
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
