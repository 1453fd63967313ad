package dev.holdpoint.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {
    @Test
    void control_and_bidirectional_characters_are_shown_not_obeyed() {
        assertThat(VisibleText.of("a\u001b[2Kb\u202ec\u2066d\u200be\u0085f\n\tg\rh"))
                .isEqualTo("a\\u{1b}[2Kb\\u{202e}c\\u{2066}d\\u{200b}e\\u{85}f\\n\\tg\\rh");
    }

    @Test
    void ordinary_text_of_any_language_stays() {
        assertThat(VisibleText.of("SELECT 'Zürich', '東京', '🙂'"))
                .isEqualTo("SELECT 'Zürich', '東京', '🙂'");
    }
}
