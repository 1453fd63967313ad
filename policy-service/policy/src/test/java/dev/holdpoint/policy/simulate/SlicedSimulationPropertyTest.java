package dev.holdpoint.policy.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.policy.evaluate.Drawing;
import dev.holdpoint.policy.evaluate.Rulebook;
import dev.holdpoint.policy.passage.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A window read slice by slice gives what it gives read at once, and as much as was read. */
class SlicedSimulationPropertyTest {
    private static final int COMMANDS = 60;

    @Property(tries = 100)
    void slices_that_overlap_count_nothing_twice_and_leave_nothing_out(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.rulebook();
        var draft = Recording.draft(drawing.rulebook());
        var recording = recorded(drawing, rulebook, true);
        var whole = simulator(draft, rulebook, Recording.ALL);
        recording.tell(whole);

        var sliced = simulator(draft, rulebook, Recording.ALL);
        var slices = slices(drawing);
        slices.forEach(slice -> read(recording, sliced, slice));

        assertThat(sliced.result()).isEqualTo(whole.result());
        assertThat(sliced.result().complete()).isTrue();
    }

    @Property(tries = 100)
    void what_was_not_read_can_be_asked_for_from_where_it_ended(@ForAll long seed) {
        var drawing = new Drawing(seed);
        var rulebook = drawing.rulebook();
        var draft = Recording.draft(drawing.rulebook());
        var recording = recorded(drawing, rulebook, false);
        var slices = slices(drawing);
        var partial = simulator(draft, rulebook, Recording.ALL);
        slices.subList(0, slices.size() - 1).forEach(slice -> read(recording, partial, slice));
        partial.begin(slices.getLast());
        recording.tell(partial);

        var first = partial.resultOfSlices();
        var left = new Selection(first.upTo(), Recording.ALL.to(), null, null);
        var rest = simulator(draft, rulebook, left);
        recording.tell(rest);

        assertThat(first.complete()).isFalse();
        assertThat(first.upTo()).isEqualTo(slices.getLast().from());
        var whole = simulator(draft, rulebook, Recording.ALL);
        recording.tell(whole);
        assertThat(sums(first, rest.result())).isEqualTo(sums(whole.result()));
    }

    /** Decisions and records that cannot be read, some of which may have no time. */
    private static Recording recorded(Drawing drawing, Rulebook rulebook, boolean untimed) {
        var recording = new Recording();
        for (int i = 0; i < COMMANDS; i++) {
            recording.later(Duration.ofHours(drawing.rows() % 12));
            var query = drawing.query();
            recording.decide(rulebook, query.principal(), query.facts());
            if (untimed && drawing.oneIn(10)) {
                recording.add(new TreeMap<>(Map.of("ce_type", type())), new byte[0]);
            } else if (drawing.oneIn(10)) {
                recording.rewriteLast(type(), new byte[0]);
            }
        }
        return recording;
    }

    private static String type() {
        return RecordedCommand.ANY_VERSION + "v2";
    }

    private static Simulator simulator(Draft draft, Rulebook rulebook, Selection selection) {
        InForce inForce = (_, _) -> Optional.of(rulebook);
        return new Simulator(selection, new Replay(draft, inForce, () -> 0));
    }

    private static void read(Recording recording, Simulator simulator, Slice slice) {
        simulator.begin(slice);
        recording.tell(simulator);
        simulator.end(slice);
    }

    private static List<Slice> slices(Drawing drawing) {
        var all = Recording.ALL;
        var slices = new ArrayList<Slice>();
        Instant begin = all.from();
        while (slices.size() < 5) {
            var end = begin.plus(Duration.ofHours(1 + drawing.rows() % 100));
            slices.add(new Slice(begin, end, slices.isEmpty(), false));
            begin = end;
        }
        slices.add(new Slice(begin, all.to(), false, true));
        return slices;
    }

    private static List<Long> sums(Simulation... simulations) {
        long commands = 0;
        long changed = 0;
        long unchanged = 0;
        long releases = 0;
        for (var one : simulations) {
            commands += one.commands();
            changed += one.changed();
            unchanged += one.unchanged();
            releases += one.releases();
        }
        return List.of(commands, changed, unchanged, releases);
    }
}
