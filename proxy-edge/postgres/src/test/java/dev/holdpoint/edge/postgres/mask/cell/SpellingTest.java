package dev.holdpoint.edge.postgres.mask.cell;

import static dev.holdpoint.edge.postgres.wire.TypeOid.FLOAT8;
import static dev.holdpoint.edge.postgres.wire.TypeOid.INT4;
import static dev.holdpoint.edge.postgres.wire.TypeOid.INT8;
import static dev.holdpoint.edge.postgres.wire.TypeOid.NUMERIC;
import static dev.holdpoint.edge.postgres.wire.TypeOid.TEXT;
import static dev.holdpoint.edge.postgres.wire.TypeOid.TIME;
import static dev.holdpoint.edge.postgres.wire.TypeOid.TIMESTAMP;
import static dev.holdpoint.edge.postgres.wire.TypeOid.TIMESTAMPTZ;
import static dev.holdpoint.edge.postgres.wire.TypeOid.TIMESTAMPTZ_RANGES;
import static dev.holdpoint.edge.postgres.wire.TypeOid.TIMESTAMP_RANGES;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SpellingTest {
    private static final int INT8_ARRAY = 1016;
    private static final int RECORD = 2249;
    private static final int BYTEA = 17;
    private static final long CARD = 4_111_111_111_111_111L;

    @Test
    void bytes_in_hex_are_read_wherever_they_stand() {
        assertThat(Spelling.of("\\x6164614078")).isEqualTo("ada@x");
        assertThat(Spelling.of("(1,\"\\\\x6164614078\")")).isEqualTo("(1,\"ada@x\")");
        assertThat(Spelling.of("{\"\\\\x61\",\"\\\\x62\"}")).isEqualTo("{\"a\",\"b\"}");
        assertThat(Spelling.of("\\xz, \\x, x6161")).isEqualTo("\\xz, \\x, x6161");
    }

    @Test
    void large_floats_have_no_exponent() {
        assertThat(Spelling.of("4.111111111111111e+15")).isEqualTo(Long.toString(CARD));
        assertThat(Spelling.of("{4.111111111111111e+15,1}")).isEqualTo("{" + CARD + ",1}");
        assertThat(Spelling.of("1e+300")).isEqualTo("1e+300");
    }

    @Test
    void numbers_in_binary_are_read_by_their_type_or_as_any() {
        for (int type : new int[] {INT8, 0}) {
            assertThat(Spelling.of(type, number(INT8))).contains(Long.toString(CARD));
        }
        for (int type : new int[] {FLOAT8, 0}) {
            assertThat(Spelling.of(type, number(FLOAT8))).contains(Long.toString(CARD));
        }
        for (int type : new int[] {NUMERIC, 0}) {
            assertThat(Spelling.of(type, number(NUMERIC))).contains(Long.toString(CARD));
        }
        assertThat(Spelling.of(0, "ABCDEFGH".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("ABCDEFGH");
    }

    @Test
    void elements_and_fields_are_read_however_they_are_nested() {
        for (int type : new int[] {INT8, FLOAT8, NUMERIC}) {
            var array = array(type, number(type), number(type));
            for (int said : new int[] {INT8_ARRAY, 0, 99_999}) {
                assertThat(Spelling.of(said, array)).containsPattern(CARD + "\\R" + CARD);
            }
            var nested = record(RECORD, record(99_999, array(RECORD, record(type, number(type)))));
            assertThat(Spelling.of(RECORD, nested)).contains(Long.toString(CARD));
        }
    }

    @Test
    void bounds_of_ranges_are_read_however_many_there_are() {
        for (int type : new int[] {INT8, FLOAT8, NUMERIC}) {
            var bound = number(type);
            var between = range(0x02, bound, bound);
            var upTo = range(0x08, bound);
            for (int said : new int[] {3926, 0}) {
                assertThat(Spelling.of(said, between)).contains(Long.toString(CARD));
                assertThat(Spelling.of(said, upTo)).contains(Long.toString(CARD));
                assertThat(Spelling.of(said, several(upTo, between))).contains(Long.toString(CARD));
            }
        }
        assertThat(Spelling.of(3926, new byte[] {1})).isEqualTo("\u0001");
    }

    @Test
    void moments_are_no_numbers_wherever_they_stand() {
        var moment = number(INT8);
        var between = range(0x02, moment, moment);

        for (int type : new int[] {TIMESTAMP, TIMESTAMPTZ, TIME}) {
            assertThat(Spelling.of(INT8_ARRAY, array(type, moment, moment)))
                    .doesNotContain(Long.toString(CARD));
            assertThat(Spelling.of(RECORD, record(RECORD, record(type, moment))))
                    .doesNotContain(Long.toString(CARD));
        }
        for (int type : new int[] {TIMESTAMP_RANGES, TIMESTAMPTZ_RANGES}) {
            assertThat(Spelling.of(type, several(between, between)))
                    .doesNotContain(Long.toString(CARD));
            assertThat(Spelling.of(RECORD, record(type, several(between))))
                    .doesNotContain(Long.toString(CARD));
        }
    }

    private static byte[] range(int flags, byte[]... bounds) {
        var range = ByteBuffer.allocate(1_000).put((byte) flags);
        for (var bound : bounds) {
            range.putInt(bound.length).put(bound);
        }
        return written(range);
    }

    private static byte[] several(byte[]... ranges) {
        var all = ByteBuffer.allocate(1_000).putInt(ranges.length);
        for (var range : ranges) {
            all.putInt(range.length).put(range);
        }
        return written(all);
    }

    @Test
    void a_number_of_more_digits_than_anybody_reads_leaves_all_of_it_unread() {
        var huge = BinaryNumeric.write(new BigDecimal("1e1000"));

        for (int type : new int[] {NUMERIC, 0}) {
            assertThat(Spelling.of(type, huge)).isNull();
            assertThat(Spelling.of(type == 0 ? 0 : 1231, array(NUMERIC, huge))).isNull();
        }
        assertThat(Spelling.of(0, "0123456789abcdef".getBytes(StandardCharsets.US_ASCII)))
                .isNotNull();
    }

    @Test
    void what_only_begins_like_an_array_is_none() {
        var array = array(INT8, number(INT8));
        var longer = ByteBuffer.allocate(array.length + 1).put(array).array();

        assertThat(Spelling.of(INT8_ARRAY, longer)).doesNotContain(Long.toString(CARD));
        assertThat(Spelling.of(TEXT, array)).doesNotContain(Long.toString(CARD));
    }

    @Test
    void what_is_nested_without_end_is_left_unread_whatever_type_it_claims_to_be() {
        var record = record(INT4, new byte[4]);
        for (int i = 0; i < 200; i++) {
            record = record(RECORD, record);
        }
        for (int type : new int[] {RECORD, BYTEA, 0}) {
            assertThat(Spelling.of(type, record)).isNull();
        }
    }

    private static byte[] number(int type) {
        return switch (type) {
            case INT8 -> ByteBuffer.allocate(8).putLong(CARD).array();
            case FLOAT8 -> ByteBuffer.allocate(8).putDouble(CARD).array();
            default -> BinaryNumeric.write(BigDecimal.valueOf(CARD));
        };
    }

    private static byte[] array(int type, byte[]... elements) {
        var array = ByteBuffer.allocate(1_000);
        array.putInt(1).putInt(0).putInt(type).putInt(elements.length).putInt(1);
        for (var element : elements) {
            array.putInt(element.length).put(element);
        }
        return written(array);
    }

    private static byte[] record(int type, byte[] field) {
        return ByteBuffer.allocate(12 + field.length)
                .putInt(1)
                .putInt(type)
                .putInt(field.length)
                .put(field)
                .array();
    }

    private static byte[] written(ByteBuffer buffer) {
        var bytes = new byte[buffer.position()];
        buffer.get(0, bytes);
        return bytes;
    }
}
