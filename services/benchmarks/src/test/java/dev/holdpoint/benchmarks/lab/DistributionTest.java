package dev.holdpoint.benchmarks.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistributionTest {
    @Test
    void at_most_one_in_a_hundred_exceeds_the_ninety_ninth_percentile() {
        var distribution = Distribution.of(IntStream.rangeClosed(1, 200).asDoubleStream());

        assertThat(distribution.at(0.99)).isEqualTo(198);
    }

    @Test
    void the_whole_does_not_exceed_the_largest_sample() {
        assertThat(Distribution.of(DoubleStream.of(3, 9, 4)).at(1)).isEqualTo(9);
    }

    @Test
    void one_sample_is_every_percentile() {
        var distribution = Distribution.of(DoubleStream.of(7));

        assertThat(distribution.at(0.01)).isEqualTo(7);
        assertThat(distribution.at(0.99)).isEqualTo(7);
    }

    @Test
    void nothing_measured_has_no_percentile() {
        assertThat(Distribution.of(DoubleStream.empty()).at(0.5)).isNaN();
    }
}
