package dev.holdpoint.edge.postgres.mask.cell;

import static dev.holdpoint.edge.postgres.mask.cell.MaskedCell.BINARY;
import static dev.holdpoint.edge.postgres.mask.cell.MaskedCell.SAME_FORMAT;
import static dev.holdpoint.edge.postgres.mask.cell.MaskedCell.TOKEN;
import static dev.holdpoint.edge.postgres.mask.cell.MaskedCell.bytes;
import static dev.holdpoint.edge.postgres.mask.cell.MaskedCell.cell;
import static dev.holdpoint.edge.postgres.mask.cell.MaskedCell.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentCellsTest {
    @ParameterizedTest
    @CsvSource({
        "1082, 2024-02-29",
        "1114, 2024-02-29 12:30:00.5",
        "1184, 2024-02-29 12:30:00.123456+05:30",
        "1184, 2024-02-29 12:30:00+02",
        "1083, 12:30:00"
    })
    void a_moment_becomes_another_of_its_type(int type, String moment) {
        assertThat(text(TOKEN, type, moment))
                .isEqualTo(text(SAME_FORMAT, type, moment))
                .isNotEqualTo(moment)
                .matches("([0-9]{4}-[0-9]{2}-[0-9]{2})?( ?[0-9]{2}:[0-9]{2}:[0-9]{2})?(\\+00)?");
    }

    @Test
    void a_date_is_masked_alike_in_both_formats() {
        var epoch = LocalDate.of(2000, 1, 1);
        int days = (int) (LocalDate.of(2024, 2, 29).toEpochDay() - epoch.toEpochDay());
        var binary = bytes(TOKEN, 1082, ByteBuffer.allocate(4).putInt(days).array());

        assertThat(epoch.plusDays(ByteBuffer.wrap(binary).getInt()))
                .hasToString(text(TOKEN, 1082, "2024-02-29"));
    }

    @ParameterizedTest
    @CsvSource({
        "1082, 0044-03-15 BC, -746117",
        "1082, 0001-02-29 BC, -730426",
        "1082, 0001-01-01, -730119",
        "1082, 12024-02-29, 3661250",
        "1114, 0044-03-15 04:05:06.5 BC, -64464494093500000",
        "1184, 0044-03-15 04:05:06+00 BC, -64464494094000000",
        "1184, 0044-03-15 05:38:28+01:33:22 BC, -64464494094000000"
    })
    void long_ago_and_far_ahead_are_masked_alike_in_both_formats(
            int type, String shown, long binary) {
        for (var mask : List.of(TOKEN, SAME_FORMAT)) {
            var masked = bytes(mask, type, moment(type, binary));

            assertThat(readable(type, masked)).isEqualTo(text(mask, type, shown));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1082, 1114, 1184})
    void infinity_becomes_null_in_both_formats(int type) {
        for (var mask : List.of(TOKEN, SAME_FORMAT)) {
            assertThat(text(mask, type, "infinity")).isNull();
            assertThat(text(mask, type, "-infinity")).isNull();
            for (long end : ends(type)) {
                assertThat(cell(mask, type, BINARY).mask(moment(type, end))).isNull();
            }
        }
    }

    @Test
    void what_is_no_moment_becomes_null() {
        var noTime = ByteBuffer.allocate(8).putLong(Long.MAX_VALUE).array();

        assertThat(text(TOKEN, 1082, "29.02.2024")).isNull();
        assertThat(text(TOKEN, 1082, "2024-02-30")).isNull();
        assertThat(text(TOKEN, 1082, "BC BC")).isNull();
        assertThat(text(TOKEN, 1083, "24:00:00")).isNull();
        assertThat(cell(TOKEN, 1083, BINARY).mask(noTime)).isNull();
    }

    private static long[] ends(int type) {
        return type == 1082
                ? new long[] {Integer.MAX_VALUE, Integer.MIN_VALUE}
                : new long[] {Long.MAX_VALUE, Long.MIN_VALUE};
    }

    private static byte[] moment(int type, long since2000) {
        return type == 1082
                ? ByteBuffer.allocate(4).putInt((int) since2000).array()
                : ByteBuffer.allocate(8).putLong(since2000).array();
    }

    private static String readable(int type, byte[] moment) {
        var epoch = LocalDate.of(2000, 1, 1);
        var bytes = ByteBuffer.wrap(moment);
        if (type == 1082) {
            return epoch.plusDays(bytes.getInt()).toString();
        }
        return epoch.atStartOfDay()
                        .plus(bytes.getLong(), ChronoUnit.MICROS)
                        .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss"))
                + (type == 1184 ? "+00" : "");
    }
}
