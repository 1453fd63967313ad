package dev.holdpoint.approval.slack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x07, 0x09, 0x0d, 0x1b, 0x7f, 0x85, 0x9b, 0xa0, 0xad, 0x200b, 0x200e, 0x202e,
                0x2028, 0x2029, 0x2060, 0x2066, 0x2069, 0x3000, 0x3164, 0xfeff, 0xe000, 0xe0041,
                0x115f, 0x2800, 0x0301
            })
    void what_hides_or_reorders_text_is_written_by_its_number(int point) {
        var text = "SELECT" + Character.toString(point) + "1";

        assertThat(VisibleText.lines(text)).isEqualTo("SELECT⟨U+%04X⟩1".formatted(point));
    }

    @Test
    void no_text_looks_like_what_was_made_visible() {
        assertThat(VisibleText.lines("⟨U+202E⟩")).isEqualTo("⟨U+27E8⟩U+202E⟨U+27E9⟩");
        assertThat(VisibleText.lines("\ud800")).isEqualTo("⟨U+D800⟩");
    }

    @Test
    void what_long_space_would_move_away_stays_in_sight() {
        assertThat(VisibleText.lines("SELECT 1;" + " ".repeat(4_000) + "DROP TABLE t"))
                .isEqualTo("SELECT 1;⟨4000 spaces⟩DROP TABLE t");
        assertThat(VisibleText.lines("a\n\n\n\n\nb")).isEqualTo("a⟨5 line breaks⟩\nb");
        assertThat(VisibleText.lines("a\n    b")).isEqualTo("a\n    b");
    }

    @Test
    void what_is_cut_says_how_much_and_cuts_no_character_in_two() {
        assertThat(VisibleText.line("abc😀def", 4)).isEqualTo("abc… (5 more characters)");
        assertThat(VisibleText.line("a\nb", 20)).isEqualTo("a⟨U+000A⟩b");
    }
}
