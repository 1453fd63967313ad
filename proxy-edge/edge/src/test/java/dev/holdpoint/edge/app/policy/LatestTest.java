package dev.holdpoint.edge.app.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatestTest {
    private static final long LONG = Latest.LOST_AFTER.toNanos();
    private static final long START = Long.MAX_VALUE - LONG / 2;

    private final Latest latest = new Latest();

    @Test
    void an_older_generation_takes_no_place_of_the_latest() {
        latest.told(1_000, START);
        latest.told(950, START + LONG);
        latest.told(960, START + 2 * LONG);

        assertThat(latest.number()).isEqualTo(1_000);
    }

    @Test
    void one_that_nobody_tells_of_any_more_is_lost() {
        latest.told(1_000, START);
        latest.told(950, START + 1);
        latest.told(951, START + 2 + LONG);
        latest.told(952, START + 3 + LONG);

        assertThat(latest.number()).isEqualTo(952);
    }

    @Test
    void what_was_decided_before_an_older_one_counts_no_more_also_once_its_number_is_there_again() {
        latest.told(1_000, START);
        assertThat(latest.losses()).isZero();
        latest.told(995, START + 1);
        latest.told(1_000, START + 2);

        assertThat(latest.number()).isEqualTo(1_000);
        assertThat(latest.losses()).isEqualTo(1);
    }

    @Test
    void whoever_tells_of_it_in_between_keeps_it() {
        latest.told(1_000, START);
        latest.told(950, START + 1);
        latest.told(1_000, START + LONG);
        latest.told(950, START + 2 + LONG);
        latest.told(950, START + 2 + 2 * LONG);

        assertThat(latest.number()).isEqualTo(1_000);
    }

    @Test
    void silence_alone_loses_nothing() {
        latest.told(1_000, START);
        latest.told(0, START + 5 * LONG);

        assertThat(latest.number()).isEqualTo(1_000);
    }
}
