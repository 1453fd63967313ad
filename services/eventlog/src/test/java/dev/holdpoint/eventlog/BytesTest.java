package dev.holdpoint.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BytesTest {
    @Test
    void bytes_do_not_change_with_the_arrays_around_them() {
        var given = new byte[] {1, 2};
        var bytes = Bytes.of(given);

        given[0] = 9;
        bytes.array()[1] = 9;

        assertThat(bytes.array()).containsExactly(1, 2);
        assertThat(bytes.length()).isEqualTo(2);
    }

    @Test
    void equal_bytes_are_equal_and_never_shown() {
        assertThat(Bytes.of(new byte[] {1}))
                .isEqualTo(Bytes.of(new byte[] {1}))
                .hasSameHashCodeAs(Bytes.of(new byte[] {1}))
                .isNotEqualTo(Bytes.of(new byte[] {2}))
                .hasToString("Bytes[1]");
    }

    @Test
    void partitions_sort_by_topic_then_number() {
        var second = new LogPartition("a", 2);
        var tenth = new LogPartition("a", 10);
        var other = new LogPartition("b", 0);

        assertThat(Stream.of(other, tenth, second).sorted()).containsExactly(second, tenth, other);
    }
}
