package dev.holdpoint.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final List<Long> rests = new ArrayList<>();
    private long now;
    private final Pace pace = new Pace(() -> now, rests::add);

    @Test
    void where_many_streams_are_written_to_the_sender_rests_after_each_answer() {
        var streams = streams(Pace.MANY);
        windowOf(streams);

        streams.forEach(pace::handedOver);
        answer(1);
        assertThat(rests).containsExactly(Pace.REST.toNanos());

        answer(Pace.MANY - 1 - Pace.FEW);
        assertThat(rests).as("what was under way is not answered yet").hasSize(1);
    }

    @Test
    void where_few_streams_are_written_to_nothing_waits() {
        var streams = streams(Pace.MANY - 1);
        windowOf(streams);

        for (int i = 0; i < 100; i++) {
            streams.forEach(pace::handedOver);
        }
        answer(100);

        assertThat(rests).isEmpty();
    }

    @Test
    void nothing_waits_either_where_few_records_do() {
        var streams = streams(Pace.MANY);
        windowOf(streams);

        streams.stream().limit(Pace.FEW).forEach(pace::handedOver);
        answer(Pace.FEW);

        assertThat(rests).isEmpty();
    }

    @Test
    void streams_that_were_busy_once_do_not_count_for_long() {
        var streams = streams(Pace.MANY);
        windowOf(streams);
        windowOf(streams.subList(0, 1));

        for (int i = 0; i < 100; i++) {
            pace.handedOver(streams.getFirst());
        }
        answer(50);

        assertThat(rests).isEmpty();
    }

    @Test
    void what_failed_is_not_waited_for() {
        var streams = streams(Pace.MANY);
        windowOf(streams);

        streams.forEach(pace::handedOver);
        streams.stream().skip(Pace.FEW).forEach(_ -> pace.failed());
        answer(1);

        assertThat(rests).isEmpty();
    }

    /** Each is written to once, all of it arrives, and the window is over. */
    private void windowOf(List<StreamOrder> streams) {
        streams.forEach(pace::handedOver);
        answer(streams.size() - 1);
        now += Pace.WINDOW.toNanos();
        answer(1);
    }

    private void answer(int records) {
        for (int i = 0; i < records; i++) {
            pace.arrived();
        }
    }

    private static List<StreamOrder> streams(int number) {
        return Stream.generate(StreamOrder::new).limit(number).toList();
    }
}
