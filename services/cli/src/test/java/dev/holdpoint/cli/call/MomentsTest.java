package dev.holdpoint.cli.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T08:30:00Z, 2026-11-21T08:30:00Z",
        "2026-11-21T08:30:00+02:00, 2026-11-21T06:30:00Z",
        "2026-11-21, 2026-11-21T00:00:00Z",
        "90m, 2026-11-22T10:30:00Z",
        "12h, 2026-11-22T00:00:00Z",
        "14d, 2026-11-08T12:00:00Z"
    })
    void moments_are_read_as_people_write_them(String text, Instant moment) {
        assertThat(Moments.read(text, NOW)).contains(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "yesterday", "-14d", "14", "2026-13-01", "2026-11-21 08:30", "9999999d"})
    void anything_else_is_no_moment(String text) {
        assertThat(Moments.read(text, NOW)).isEmpty();
    }

    @Test
    void nothing_ago_is_now() {
        assertThat(Moments.read("0m", NOW)).contains(NOW);
    }

    @Test
    void what_is_ahead_is_counted_from_now() {
        assertThat(Moments.ahead("8h", NOW)).isEqualTo(NOW.plusSeconds(8 * 3600));
        assertThat(Moments.ahead("2027-01-31", NOW)).isEqualTo("2027-01-31T00:00:00Z");
        assertThatThrownBy(() -> Moments.ahead("tomorrow", NOW))
                .hasMessageContaining("tomorrow is no moment");
    }
}
