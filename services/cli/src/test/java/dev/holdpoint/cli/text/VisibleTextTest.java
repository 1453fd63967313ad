package dev.holdpoint.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
    @Test
    void control_and_bidirectional_characters_are_shown_not_obeyed() {
        assertThat(VisibleText.of("a\u001b[2Kb\u202ec\u2066d\u200be\u0085f\n\tg\rh"))
                .isEqualTo("a\\u{1b}[2Kb\\u{202e}c\\u{2066}d\\u{200b}e\\u{85}f\\n\\tg\\rh");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'Zürich', '東京', '🙂'",
                "SELECT 'Москва', 'Αθήνα', 'Երևան'",
                "SELECT 'नमस्ते', 'שלום', 'e\u0301'",
                "SELECT 'PostgreSQLの表'",
                "SELECT 'до' || 'to'"
            })
    void ordinary_text_of_any_language_stays(String text) {
        assertThat(VisibleText.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x00, 0x07, 0x08, 0x1b, 0x7f, 0x9b, 0xa0, 0xad, 0x034f, 0x061c, 0x115f, 0x1160,
                0x1680, 0x180e, 0x2003, 0x200b, 0x200d, 0x200e, 0x202a, 0x202e, 0x202f, 0x2028,
                0x2029, 0x2060, 0x2067, 0x2800, 0x3000, 0x3164, 0xfe0f, 0xfeff, 0xffa0, 0x0336,
                0x20d2, 0x20dd, 0xd800, 0xe000, 0xe0041, 0xe0101, 0x1d173
            })
    void what_nobody_sees_is_shown_by_its_number(int point) {
        var hidden = point == 0xd800 ? "\ud800" : Character.toString(point);

        assertThat(VisibleText.of("DROP" + hidden + "x"))
                .isEqualTo("DROP\\u{%x}x".formatted(point));
    }

    @ParameterizedTest
    @CsvSource({
        "p\u0430yments, p\\u{430}yments",
        "\u0455tatus, \\u{455}tatus",
        "\u03bfrders, \\u{3bf}rders",
        "DR\u039fP, DR\\u{39f}P",
        "\uff24\uff32\uff2f\uff30, \\u{ff24}\\u{ff32}\\u{ff2f}\\u{ff30}",
        "\ud835\udc1d, \\u{1d41d}",
        "id\u0565, id\\u{565}"
    })
    void a_letter_that_looks_like_another_is_shown_by_its_number(String text, String shown) {
        assertThat(VisibleText.of(text)).isEqualTo(shown);
    }

    @Test
    void what_comes_after_very_many_blanks_is_not_pushed_out_of_sight() {
        assertThat(VisibleText.of("SELECT 1;" + " ".repeat(4_000) + "DROP TABLE orders"))
                .isEqualTo("SELECT 1;\\u{20}{4000}DROP TABLE orders");
        var indented = "SELECT 1" + " ".repeat(80) + "FROM a";
        assertThat(VisibleText.of(indented)).isEqualTo(indented);
    }

    @Test
    void a_long_line_is_shown_to_its_end() {
        var text = "SELECT " + "1, ".repeat(20_000) + "pg_terminate_backend(7)";

        assertThat(VisibleText.of(text)).isEqualTo(text);
    }
}
