package dev.holdpoint.edge.postgres.mask.cell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdpoint.edge.mask.MaskKey;
import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.wire.RowDescription.Column;
import dev.holdpoint.events.Mask;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Cells of any type and format as they arrive, always by the same key. */
final class MaskedCell {
    static final int TEXT = 0;
    static final int BINARY = 1;
    static final Mask TOKEN = new Mask.Token();
    static final Mask SAME_FORMAT = new Mask.FormatPreserving();

    private static final ValueMask VALUES = new ValueMask(new MaskKey(new byte[32]));

    private MaskedCell() {}

    static CellMask cell(Mask mask, int type, int format) {
        return TypedMask.of(mask, new Column("c", 1, 1, type, -1, format), VALUES);
    }

    static byte[] bytes(Mask mask, int type, byte[] value) {
        var masked = cell(mask, type, BINARY).mask(value);
        assertThat(masked).isNotNull();
        return masked == null ? new byte[0] : masked;
    }

    static @Nullable String text(Mask mask, int type, String value) {
        return masked(mask, new Column("c", 1, 1, type, -1, TEXT), value);
    }

    static @Nullable String masked(Mask mask, Column column, String value) {
        var masked =
                TypedMask.of(mask, column, VALUES).mask(value.getBytes(StandardCharsets.UTF_8));
        return masked == null ? null : new String(masked, StandardCharsets.UTF_8);
    }
}
