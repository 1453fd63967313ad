package dev.holdpoint.edge.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionMeterTest {
    private Instant now = Instant.parse("2026-11-21T10:00:00.500Z");
    private final SessionMeter meter = new SessionMeter(() -> now, "psql");

    @Test
    void commands_count_for_a_minute_and_no_longer() {
        meter.commands(1);
        meter.commands(1);
        pass(Duration.ofSeconds(59));
        meter.commands(1);
        assertThat(meter.commandsLastMinute()).isEqualTo(3);

        pass(Duration.ofSeconds(1));
        assertThat(meter.commandsLastMinute()).isEqualTo(1);

        pass(Duration.ofSeconds(59));
        assertThat(meter.commandsLastMinute()).isZero();
    }

    @Test
    void a_second_of_the_ring_is_used_again_without_what_it_held_before() {
        for (int second = 0; second < 150; second++) {
            meter.commands(1);
            pass(Duration.ofSeconds(1));
        }
        assertThat(meter.commandsLastMinute()).isEqualTo(59);
    }

    @Test
    void each_statement_of_a_text_counts() {
        meter.commands(50);
        meter.commands(1);

        assertThat(meter.commandsLastMinute()).isEqualTo(51);
    }

    @Test
    void rows_add_up_for_as_long_as_the_session_lasts() {
        meter.returned(10);
        meter.written(2);
        pass(Duration.ofHours(2));
        meter.returned(1);

        assertThat(meter.rowsReturned()).isEqualTo(11);
        assertThat(meter.rowsWritten()).isEqualTo(2);
    }

    @Test
    void the_application_is_named_as_it_was_last() {
        assertThat(meter.applicationName()).isEqualTo("psql");
        meter.named("nightly report");
        assertThat(meter.applicationName()).isEqualTo("nightly report");
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }
}
