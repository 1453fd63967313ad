package dev.holdpoint.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstantTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2026-11-21T12:00:00Z",
                "2026-11-21T12:00:00.100Z",
                "2026-11-21T12:00:00.000100Z",
                "2026-11-21T12:00:00.000000001Z",
                "2026-11-21T12:00:00.999999999Z",
                "1969-12-31T23:59:59.999Z",
                "0001-02-03T04:05:06.070Z"
            })
    void an_instant_is_written_as_it_is_read(String text) {
        assertThat(InstantText.of(Instant.parse(text))).isEqualTo(text);
    }

    @Test
    void it_is_the_text_the_platform_writes() {
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            var time = Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
            assertThat(InstantText.of(time)).isEqualTo(time.toString());
        }
    }
}
