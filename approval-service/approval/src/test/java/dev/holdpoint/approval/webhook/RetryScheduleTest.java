package dev.holdpoint.approval.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {
    private final RetrySchedule schedule = new RetrySchedule(Duration.ofSeconds(5));

    @Test
    void waits_double_up_to_two_hours() {
        assertThat(schedule.after(1, 0.5)).isEqualTo(Duration.ofSeconds(5));
        assertThat(schedule.after(2, 0.5)).isEqualTo(Duration.ofSeconds(10));
        assertThat(schedule.after(5, 0.5)).isEqualTo(Duration.ofSeconds(80));
        assertThat(schedule.after(12, 0.5)).isEqualTo(Duration.ofHours(2));
        assertThat(schedule.after(1_000_000, 0.5)).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void chance_makes_them_a_fifth_longer_or_shorter() {
        assertThat(schedule.after(1, 0)).isEqualTo(Duration.ofSeconds(4));
        assertThat(schedule.after(1, 1)).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void a_first_wait_longer_than_the_limit_stays() {
        var patient = new RetrySchedule(Duration.ofHours(3));

        assertThat(patient.after(1, 0.5)).isEqualTo(Duration.ofHours(3));
        assertThat(patient.after(2, 0.5)).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void a_day_has_about_two_dozen_attempts() {
        var waited = Duration.ZERO;
        int attempts = 1;
        while (waited.compareTo(Duration.ofDays(1)) < 0) {
            waited = waited.plus(schedule.after(attempts, 0.5));
            attempts++;
        }

        assertThat(attempts).isBetween(15, 30);
    }
}
