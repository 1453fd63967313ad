package dev.holdpoint.edge.postgres.mask.cell;

import static dev.holdpoint.edge.postgres.mask.cell.MaskedCell.BINARY;
import static dev.holdpoint.edge.postgres.mask.cell.MaskedCell.SAME_FORMAT;
import static dev.holdpoint.edge.postgres.mask.cell.MaskedCell.TEXT;
import static dev.holdpoint.edge.postgres.mask.cell.MaskedCell.TOKEN;
import static dev.holdpoint.edge.postgres.mask.cell.MaskedCell.bytes;
import static dev.holdpoint.edge.postgres.mask.cell.MaskedCell.cell;
import static dev.holdpoint.edge.postgres.mask.cell.MaskedCell.masked;
import static dev.holdpoint.edge.postgres.mask.cell.MaskedCell.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.postgres.wire.RowDescription.Column;
import dev.holdpoint.events.Mask;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedMaskTest {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @ValueSource(ints = {16, 600, 650, 829, 869, 1007, 1009, 1186, 1266, 2249, 3904, 99_999})
    void a_type_nobody_can_write_becomes_null_under_every_mask_in_both_formats(int type) {
        for (var mask :
                List.of(
                        new Mask.Redact(),
                        new Mask.KeepLast(4),
                        new Mask.NullOut(),
                        TOKEN,
                        SAME_FORMAT)) {
            assertThat(text(mask, type, "4111111111111111")).isNull();
            assertThat(cell(mask, type, BINARY).mask(new byte[] {4, 1, 1, 1})).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 21, 23, 700, 701, 1700, 1082, 1083, 1114, 1184, 2950, 17, 114, 3802})
    void what_is_not_text_becomes_null_when_it_is_redacted_or_its_end_is_kept(int type) {
        assertThat(text(new Mask.Redact(), type, "4111")).isNull();
        assertThat(text(new Mask.KeepLast(1), type, "4111")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"21, 32767", "21, -1234", "23, 2147483647", "23, 7", "20, 4111111111111111"})
    void an_integer_becomes_another_of_as_many_digits_the_same_in_both_formats(
            int type, long number) {
        var masked = text(SAME_FORMAT, type, Long.toString(number));

        assertThat(masked).isNotEqualTo(Long.toString(number));
        assertThat(integer(type, bytes(SAME_FORMAT, type, integer(type, number))))
                .isEqualTo(Long.parseLong(String.valueOf(masked)));
        assertThat(integer(type, bytes(TOKEN, type, integer(type, number))))
                .isEqualTo(Long.parseLong(String.valueOf(text(TOKEN, type, "" + number))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.05", "4111.50", "-12345678", "10000", "0.00010002"})
    void numeric_is_read_and_written_in_groups_of_four_digits(String number) {
        var binary = BinaryNumeric.write(new BigDecimal(number));

        assertThat(BinaryNumeric.read(ByteBuffer.wrap(binary))).isEqualTo(number);
        var masked = BinaryNumeric.read(ByteBuffer.wrap(bytes(SAME_FORMAT, 1700, binary)));
        assertThat(masked).isEqualTo(text(SAME_FORMAT, 1700, number)).isNotEqualTo(number);
    }

    @Test
    void numeric_is_written_as_postgresql_writes_it() {
        assertThat(HEX.formatHex(BinaryNumeric.write(new BigDecimal("12345.678"))))
                .isEqualTo("00030001000000030001" + "0929" + "1a7c");
        assertThat(HEX.formatHex(BinaryNumeric.write(new BigDecimal("0"))))
                .isEqualTo("0000ffff00000000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e+2000", "4111 1111"})
    void a_number_that_cannot_be_read_becomes_null(String number) {
        assertThat(text(SAME_FORMAT, 701, number)).isNull();
        assertThat(text(TOKEN, 1700, number)).isNull();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void nor_can_it_be_read_in_binary(double number) {
        for (var mask : List.of(TOKEN, SAME_FORMAT)) {
            assertThat(cell(mask, 701, BINARY).mask(eight(number))).isNull();
            assertThat(cell(mask, 700, BINARY).mask(four((float) number))).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "41.25",
                "0",
                "-0",
                "-1.5",
                "1e+20",
                "1.7976931348623157e+308",
                "1e+308",
                "1.2e+308",
                "1.4142135623730951e+308",
                "1.6e+308",
                "-1.05e+308",
                "2.5e-300",
                "1.2345e-07"
            })
    void floats_are_masked_alike_in_both_formats(String number) {
        for (var mask : List.of(TOKEN, SAME_FORMAT)) {
            double large = Double.parseDouble(number);
            double masked = Double.parseDouble(String.valueOf(text(mask, 701, number)));
            assertThat(masked).isFinite();
            assertThat(ByteBuffer.wrap(bytes(mask, 701, eight(large))).getDouble())
                    .isEqualTo(masked)
                    .isNotEqualTo(large)
                    .isFinite();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"41.25", "3.4028235e+38", "1e-30", "-1.5e+06"})
    void so_are_small_ones(String number) {
        for (var mask : List.of(TOKEN, SAME_FORMAT)) {
            float masked = Float.parseFloat(String.valueOf(text(mask, 700, number)));
            assertThat(ByteBuffer.wrap(bytes(mask, 700, four(Float.parseFloat(number)))).getFloat())
                    .isEqualTo(masked)
                    .isFinite();
        }
    }

    private static byte[] eight(double number) {
        return ByteBuffer.allocate(Double.BYTES).putDouble(number).array();
    }

    private static byte[] four(float number) {
        return ByteBuffer.allocate(Float.BYTES).putFloat(number).array();
    }

    @Test
    void a_uuid_becomes_another_one_alike_in_both_formats() {
        var uuid = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
        var masked = UUID.fromString(String.valueOf(text(TOKEN, 2950, uuid)));
        var buffer = ByteBuffer.wrap(bytes(TOKEN, 2950, HEX.parseHex(uuid.replace("-", ""))));

        assertThat(masked.version()).isEqualTo(4);
        assertThat(new UUID(buffer.getLong(), buffer.getLong())).isEqualTo(masked);
        assertThat(masked.toString()).isNotEqualTo(uuid);
    }

    @Test
    void bytes_become_a_token_of_sixteen_or_as_many_others() {
        var bytes = new byte[] {1, 2, 3};

        assertThat(bytes(TOKEN, 17, bytes)).hasSize(16);
        assertThat(bytes(SAME_FORMAT, 17, bytes)).hasSize(3).isNotEqualTo(bytes);
        assertThat(text(SAME_FORMAT, 17, "\\x010203"))
                .isEqualTo("\\x" + HEX.formatHex(bytes(SAME_FORMAT, 17, bytes)));
        assertThat(text(TOKEN, 17, "\\001escape")).isNull();
    }

    @Test
    void json_becomes_a_json_string_that_is_the_token() {
        var token = text(TOKEN, 3802, "{\"a\": 1}");
        var binary = bytes(TOKEN, 3802, "\1{\"a\": 1}".getBytes(StandardCharsets.UTF_8));

        assertThat(token).matches("\"tok_.{22}\"");
        assertThat(new String(binary, StandardCharsets.UTF_8)).isEqualTo("\1" + token);
        assertThat(text(SAME_FORMAT, 3802, "{}")).isNull();
    }

    @Test
    void text_is_as_long_as_its_type_allows() {
        assertThat(text(new Mask.Redact(), 18, "x")).isEqualTo("*");
        assertThat(masked(TOKEN, new Column("c", 1, 1, 1042, 30 + 4, TEXT), "1234    "))
                .isEqualTo(text(TOKEN, 25, "1234") + "    ")
                .isEqualTo(masked(TOKEN, new Column("c", 1, 1, 1042, 30 + 4, TEXT), "1234"));
        assertThat(masked(new Mask.Redact(), new Column("c", 1, 1, 1042, 10, BINARY), "x"))
                .isEqualTo("****  ");
        assertThat(masked(new Mask.Redact(), new Column("c", 1, 1, 1043, 6, TEXT), "x"))
                .isEqualTo("**");
    }

    @Test
    void a_token_is_cut_to_48_bits_at_the_least_and_else_becomes_null() {
        for (int type : new int[] {1042, 1043}) {
            assertThat(masked(TOKEN, new Column("c", 1, 1, type, 12 + 4, TEXT), "Ada"))
                    .hasSize(12)
                    .satisfies(token -> assertThat(text(TOKEN, 25, "Ada")).startsWith(token));
            assertThat(masked(TOKEN, new Column("c", 1, 1, type, 11 + 4, TEXT), "Ada")).isNull();
            assertThat(masked(TOKEN, new Column("c", 1, 1, type, 2 + 4, TEXT), "CH")).isNull();
        }
        assertThat(text(TOKEN, 18, "x")).isNull();
        assertThat(text(TOKEN, 19, "Ada")).isEqualTo(text(TOKEN, 25, "Ada"));
    }

    @Test
    void blanks_at_the_end_of_a_char_do_not_count_and_all_else_does() {
        assertThat(text(TOKEN, 1042, "Ada  ")).isEqualTo(text(TOKEN, 25, "Ada"));
        assertThat(text(TOKEN, 1042, "Ada\n")).isNotEqualTo(text(TOKEN, 1042, "Ada"));
        assertThat(text(TOKEN, 25, "Ada  ")).isNotEqualTo(text(TOKEN, 25, "Ada"));
    }

    @ParameterizedTest
    @CsvSource({
        "42, '21,23,20,1700,700,701'",
        "-42, '21,23,20,1700,700,701'",
        "100000, '23,20,1700,701'",
        "4111111111111111, '20,1700'"
    })
    void a_number_has_the_same_token_in_every_type_that_can_hold_it(String number, String types) {
        var token = text(TOKEN, 1700, number + ".00");
        assertThat(token).isNotEqualTo(number);
        for (var type : types.split(",")) {
            assertThat(text(TOKEN, Integer.parseInt(type), number)).as(type).isEqualTo(token);
        }
    }

    @Test
    void numbers_that_are_no_integers_have_the_same_token_however_many_zeros_follow() {
        assertThat(text(TOKEN, 1700, "0.50"))
                .isEqualTo(text(TOKEN, 1700, "0.5"))
                .isNotEqualTo(text(TOKEN, 1700, "0.6"))
                .matches("[0-9]+");
        assertThat(text(TOKEN, 1700, "9223372036854775808")).matches("[0-9]+");
    }

    private static byte[] integer(int type, long number) {
        return switch (type) {
            case 21 -> ByteBuffer.allocate(2).putShort((short) number).array();
            case 23 -> ByteBuffer.allocate(4).putInt((int) number).array();
            default -> ByteBuffer.allocate(8).putLong(number).array();
        };
    }

    private static long integer(int type, byte[] value) {
        var bytes = ByteBuffer.wrap(value);
        return switch (type) {
            case 21 -> bytes.getShort();
            case 23 -> bytes.getInt();
            default -> bytes.getLong();
        };
    }
}
