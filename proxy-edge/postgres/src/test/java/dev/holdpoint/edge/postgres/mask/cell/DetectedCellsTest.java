package dev.holdpoint.edge.postgres.mask.cell;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.detect.Detection;
import dev.holdpoint.edge.detect.ValueDetectors;
import dev.holdpoint.edge.mask.MaskKey;
import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.wire.RowDescription.Column;
import dev.holdpoint.edge.postgres.wire.TypeOid;
import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectedCellsTest {
    private static final String CARD = "4111111111111111";

    private final List<Detection> found = new ArrayList<>();
    private final DetectedCells bytea = cells(TypeOid.BYTEA, 0);
    private final DetectedCells numeric = cells(TypeOid.NUMERIC, 1);

    private DetectedCells cells(int type, int format) {
        return new DetectedCells(
                new Column("scan", 0, 0, type, -1, format),
                new ValueDetectors(
                        List.of(
                                new Obligation.DetectValues(
                                        List.of(Detector.CREDIT_CARD),
                                        new Mask.Redact(),
                                        "payments/cards"))),
                new ValueMask(new MaskKey(new byte[32])),
                found::add);
    }

    @Test
    void bytes_shown_in_hex_are_looked_into() {
        var hex = "\\x" + HexFormat.of().formatHex(CARD.getBytes(ISO_8859_1));

        assertThat(bytea.mask(hex.getBytes(ISO_8859_1))).isNull();
    }

    @Test
    void what_only_begins_like_hex_is_looked_at_as_it_is() {
        var harmless = "\\xno digits".getBytes(ISO_8859_1);

        assertThat(bytea.mask(harmless)).isSameAs(harmless);
        assertThat(bytea.mask(("\\xz " + CARD).getBytes(ISO_8859_1))).isNull();
    }

    @Test
    void a_number_is_looked_into_on_both_sides_of_its_point() {
        assertThat(numeric.mask(number(CARD))).isNull();
        assertThat(numeric.mask(number("0." + CARD))).isNull();
        assertThat(numeric.mask(number("1234567890.12"))).isNotNull();
    }

    @Test
    void a_number_of_a_thousand_digits_is_looked_into_and_passes() {
        var harmless = number("7".repeat(1_000) + "." + "7".repeat(1_000));

        assertThat(numeric.mask(harmless)).isSameAs(harmless);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1000", "1e131071", "1e-1001", "1e-16383"})
    void a_number_of_more_digits_is_masked_unread_however_few_bytes_it_has(String number) {
        assertThat(numeric.mask(number(number))).isNull();
        assertThat(found).extracting(Detection::rule).containsExactly("payments/cards");
    }

    @Test
    void what_is_no_number_passes() {
        var infinity = HexFormat.of().parseHex("00000000d0000020");

        assertThat(numeric.mask(infinity)).isSameAs(infinity);
    }

    private static byte[] number(String number) {
        return BinaryNumeric.write(new BigDecimal(number));
    }
}
