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

    /** {@code tok_} and 48 bits: in less, two values would soon have the same token. */
    private static final int SHORTEST_TOKEN = 12;

    private final Mask mask;
    private final ValueMask values;
    private final boolean padded;
    private final boolean blanksCount;
    private final int most;

    TextCells(Mask mask, Column column, ValueMask values) {
        this.mask = mask;
        this.values = values;
        this.blanksCount = column.type() != BPCHAR;
        this.padded = !blanksCount && column.modifier() > MODIFIER_OFFSET;
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
        if (mask instanceof Mask.Token && most < SHORTEST_TOKEN) {
            return null;
        }
        var text = PgBody.utf8(value);
        var masked = values.apply(mask, blanksCount ? text : unpadded(text));
        return masked == null ? null : fit(masked).getBytes(StandardCharsets.UTF_8);
    }

    private static String unpadded(String text) {
        int to = text.length();
        while (to > 0 && text.charAt(to - 1) == ' ') {
            to--;
        }
        return text.substring(0, to);
    }

    private String fit(String text) {
        int length = text.codePointCount(0, text.length());
        if (length > most) {
            return text.substring(0, text.offsetByCodePoints(0, most));
        }
        return padded ? text + " ".repeat(most - length) : text;
    }
}
