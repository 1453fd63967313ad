package dev.holdpoint.eventlog.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.eventlog.Bytes;
import dev.holdpoint.eventlog.LoggedEvent;
import dev.holdpoint.eventlog.Position;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReaderPositionTest {
    @Test
    void what_was_read_is_not_new() {
        var position = ReaderPosition.START.after(List.of(event(0, 0), event(1, 0)));

        assertThat(position).isEqualTo(new ReaderPosition(2, 0));
        assertThat(position.isNew(event(1, 0))).isFalse();
        assertThat(position.isNew(event(2, 0))).isTrue();
    }

    @Test
    void a_relays_second_copy_is_not_new_although_its_offset_is() {
        var position = ReaderPosition.START.after(List.of(event(0, 1), event(1, 2)));

        assertThat(position.isNew(event(2, 2))).isFalse();
        assertThat(position.isNew(event(3, 3))).isTrue();
    }

    @Test
    void an_old_copy_does_not_take_the_reader_back() {
        var position = new ReaderPosition(9, 5).after(event(9, 3));

        assertThat(position).isEqualTo(new ReaderPosition(10, 5));
    }

    @Test
    void events_that_come_from_no_store_are_told_by_their_offset_alone() {
        assertThat(new ReaderPosition(4, 7).isNew(event(4, 0))).isTrue();
    }

    private static LoggedEvent event(long offset, long storeSequence) {
        return new LoggedEvent(
                new Position("holdpoint.approvals", 0, offset),
                "h-1",
                new TreeMap<>(),
                Bytes.of(new byte[0]),
                storeSequence);
    }
}
