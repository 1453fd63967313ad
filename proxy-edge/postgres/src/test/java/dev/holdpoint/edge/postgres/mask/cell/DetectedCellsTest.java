package dev.holdpoint.edge.postgres.mask.cell;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.detect.ValueDetectors;
import dev.holdpoint.edge.mask.MaskKey;
import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.wire.RowDescription.Column;
import dev.holdpoint.edge.postgres.wire.TypeOid;
import dev.holdpoint.events.Detector;
import dev.holdpoint.events.Mask;
import dev.holdpoint.events.Obligation;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectedCellsTest {
    private static final String CARD = "4111111111111111";

    private final DetectedCells bytea =
            new DetectedCells(
                    new Column("scan", 0, 0, TypeOid.BYTEA, -1, 0),
                    new ValueDetectors(
                            List.of(
                                    new Obligation.DetectValues(
                                            List.of(Detector.CREDIT_CARD),
                                            new Mask.Redact(),
                                            "payments/cards"))),
                    new ValueMask(new MaskKey(new byte[32])),
                    _ -> {});

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
}
