package dev.holdpoint.edge.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdpoint.events.Mask;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class ValueMaskTest {
    private static final Mask LAST_FOUR = new Mask.KeepLast(4);

    private final ValueMask masks = new ValueMask(key("0"));

    @Test
    void keep_last_leaves_the_end_and_the_length() {
        assertThat(masks.apply(LAST_FOUR, "4111111111111111")).isEqualTo("************1111");
    }

    @Test
    void short_values_vanish_whole() {
        assertThat(masks.apply(LAST_FOUR, "12345678")).isEqualTo("********");
        assertThat(masks.apply(LAST_FOUR, "123456789")).isEqualTo("*****6789");
        assertThat(masks.apply(LAST_FOUR, "")).isEmpty();
    }

    @Test
    void characters_beyond_sixteen_bits_are_not_cut_in_half() {
        assertThat(masks.apply(new Mask.KeepLast(1), "ab😀😀")).isEqualTo("***😀");
    }

    @Test
    void redaction_hides_the_length_too() {
        assertThat(masks.apply(new Mask.Redact(), "4111")).isEqualTo("****");
        assertThat(masks.apply(new Mask.Redact(), "")).isEqualTo("****");
    }

    @Test
    void keeping_nothing_keeps_nothing() {
        assertThat(masks.apply(new Mask.KeepLast(0), "secret")).isEqualTo("******");
    }

    @Test
    void nothing_is_left_of_a_value_that_becomes_null() {
        assertThat(masks.apply(new Mask.NullOut(), "4111")).isNull();
    }

    @Test
    void equal_values_have_equal_tokens_and_only_under_the_same_key() {
        var again = new ValueMask(key("0"));
        var elsewhere = new ValueMask(key("1"));

        assertThat(masks.token("4111111111111111"))
                .matches("tok_[A-Za-z0-9_-]{22}")
                .isEqualTo(again.apply(new Mask.Token(), "4111111111111111"))
                .isNotEqualTo(elsewhere.token("4111111111111111"))
                .isNotEqualTo(masks.token("4111111111111112"));
    }

    @Test
    void a_format_is_kept_while_every_digit_and_letter_changes() {
        var value = "AB-12 cd/34, " + "x9".repeat(200);
        var masked = masks.sameFormat(value);

        assertThat(masked)
                .matches("[A-Z]{2}-[0-9]{2} [a-z]{2}/[0-9]{2}, ([a-z][0-9]){200}")
                .isEqualTo(masks.apply(new Mask.FormatPreserving(), value));
        for (int i = 0; i < value.length(); i++) {
            if (Character.isLetterOrDigit(value.charAt(i))) {
                assertThat(masked.charAt(i)).isNotEqualTo(value.charAt(i));
            }
        }
        assertThat(masks.sameFormat("Zoë 😀")).matches("[A-Z][a-z][a-z] [a-z]");
    }

    @Test
    void numbers_and_bytes_stand_for_a_value_within_their_bounds() {
        assertThat(masks.number("int", "7", 100)).isBetween(0L, 99L);
        assertThat(masks.number("int", "7", 100)).isEqualTo(masks.number("int", "7", 100));
        assertThat(masks.bytes("uuid", "a", 100))
                .hasSize(100)
                .isEqualTo(masks.bytes("uuid", "a", 100));
        assertThat(masks.bytes("uuid", "a", 16)).isNotEqualTo(masks.bytes("bytea", "a", 16));
    }

    @Test
    void no_two_integers_have_the_same_token_and_it_fits_where_they_do() {
        var tokens = new HashSet<Long>();
        for (int i = Short.MIN_VALUE; i <= Short.MAX_VALUE; i++) {
            long token = masks.integer(i);
            assertThat(token).isBetween((long) Short.MIN_VALUE, (long) Short.MAX_VALUE);
            tokens.add(token);
        }
        assertThat(tokens).hasSize(1 << Short.SIZE);
        for (long i = Short.MAX_VALUE + 1L; i < 50_000; i++) {
            long token = masks.integer(i);
            assertThat(token).isBetween((long) Integer.MIN_VALUE, (long) Integer.MAX_VALUE);
            assertThat(tokens.add(token)).isTrue();
        }
        assertThat(tokens.add(masks.integer(Long.MAX_VALUE))).isTrue();
        assertThat(tokens.add(masks.integer(Long.MIN_VALUE))).isTrue();
        assertThat(new ValueMask(key("other")).integer(4711)).isNotEqualTo(masks.integer(4711));
    }

    @Test
    void a_key_is_long_enough_and_never_shown() {
        assertThatThrownBy(() -> new MaskKey(new byte[31]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(key("0").toString()).doesNotContain("0");
    }

    private static MaskKey key(String character) {
        return new MaskKey(character.repeat(32).getBytes(StandardCharsets.UTF_8));
    }
}
