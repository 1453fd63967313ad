package dev.holdpoint.edge.mask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.events.Mask;
import org.junit.jupiter.api.Test;

class ValueMaskTest {
    private static final Mask LAST_FOUR = new Mask.KeepLast(4);

    @Test
    void keep_last_leaves_the_end_and_the_length() {
        assertThat(ValueMask.apply(LAST_FOUR, "4111111111111111")).isEqualTo("************1111");
    }

    @Test
    void short_values_vanish_whole() {
        assertThat(ValueMask.apply(LAST_FOUR, "12345678")).isEqualTo("********");
        assertThat(ValueMask.apply(LAST_FOUR, "123456789")).isEqualTo("*****6789");
        assertThat(ValueMask.apply(LAST_FOUR, "")).isEmpty();
    }

    @Test
    void characters_beyond_sixteen_bits_are_not_cut_in_half() {
        assertThat(ValueMask.apply(new Mask.KeepLast(1), "ab😀😀")).isEqualTo("***😀");
    }

    @Test
    void redaction_hides_the_length_too() {
        assertThat(ValueMask.apply(new Mask.Redact(), "4111")).isEqualTo("****");
        assertThat(ValueMask.apply(new Mask.Redact(), "")).isEqualTo("****");
    }

    @Test
    void keeping_nothing_keeps_nothing() {
        assertThat(ValueMask.apply(new Mask.KeepLast(0), "secret")).isEqualTo("******");
    }
}
