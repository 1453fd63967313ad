package dev.holdpoint.edge.postgres.mask.cell;

import static dev.holdpoint.edge.postgres.wire.TypeOid.BPCHAR;
import static dev.holdpoint.edge.postgres.wire.TypeOid.CHAR;
import static dev.holdpoint.edge.postgres.wire.TypeOid.NAME;
import static dev.holdpoint.edge.postgres.wire.TypeOid.TEXT;
import static dev.holdpoint.edge.postgres.wire.TypeOid.UNKNOWN;
import static dev.holdpoint.edge.postgres.wire.TypeOid.VARCHAR;

import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.wire.PgBody;
import dev.holdpoint.edge.postgres.wire.RowDescription.Column;
import dev.holdpoint.events.Mask;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text, whose binary format is the same; no longer than its type allows, padded where it pads. */
final class TextCells implements CellMask {
    private static final int NAME_BYTES = 63;
    private static final int MODIFIER_OFFSET = 4;

    private final Mask mask;
    private final ValueMask values;
    private final boolean padded;
    private final int most;

    TextCells(Mask mask, Column column, ValueMask values) {
        this.mask = mask;
        this.values = values;
        this.padded = column.type() == BPCHAR && column.modifier() > MODIFIER_OFFSET;
        this.most =
                switch (column.type()) {
                    case NAME -> NAME_BYTES;
                    case CHAR -> 1;
                    case VARCHAR, BPCHAR ->
                            column.modifier() > MODIFIER_OFFSET
                                    ? column.modifier() - MODIFIER_OFFSET
                                    : Integer.MAX_VALUE;
                    default -> Integer.MAX_VALUE;
                };
    }

    static boolean isText(int type) {
        return switch (type) {
            case TEXT, VARCHAR, BPCHAR, NAME, CHAR, UNKNOWN -> true;
            default -> false;
        };
    }

    @Override
    public byte @Nullable [] mask(byte[] value) {
        var text = PgBody.utf8(value);
        var masked = values.apply(mask, padded ? text.stripTrailing() : text);
        return masked == null ? null : fit(masked).getBytes(StandardCharsets.UTF_8);
    }

    private String fit(String text) {
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            return text.substring(0, text.offsetByCodePoints(0, most));
        }
        return padded ? text + " ".repeat(most - length) : text;
    }
}
