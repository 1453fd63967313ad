package dev.holdpoint.edge.postgres.mask.cell;

import static dev.holdpoint.edge.postgres.wire.TypeOid.BYTEA;
import static dev.holdpoint.edge.postgres.wire.TypeOid.JSON;
import static dev.holdpoint.edge.postgres.wire.TypeOid.JSONB;
import static dev.holdpoint.edge.postgres.wire.TypeOid.UUID;

import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.wire.RowDescription.Column;
import dev.holdpoint.events.Mask;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A mask for a column's type and format: the result is a value of that type, or NULL where the type
 * is not known or the mask has no such value.
 */
public final class TypedMask {
    private static final CellMask NOTHING = _ -> null;

    private TypedMask() {}

    /** How values of the column are rewritten. */
    public static CellMask of(Mask mask, Column column, ValueMask values) {
        if (mask instanceof Mask.NullOut) {
            return NOTHING;
        }
        if (TextCells.isText(column.type())) {
            return new TextCells(mask, column, values);
        }
        return switch (mask) {
            case Mask.Token _ -> keyed(column, values, true);
            case Mask.FormatPreserving _ -> keyed(column, values, false);
            case Mask.Redact _, Mask.KeepLast _, Mask.NullOut _ -> NOTHING;
        };
    }

    private static CellMask keyed(Column column, ValueMask values, boolean token) {
        int type = column.type();
        if (type == UUID || type == BYTEA) {
            return new ByteCells(column, values, token);
        }
        if (NumberCells.isNumber(type)) {
            return new NumberCells(column, values, token);
        }
        if (MomentCells.isMoment(type)) {
            return new MomentCells(column, values);
        }
        return token && (type == JSON || type == JSONB) ? json(column, values) : NOTHING;
    }

    private static CellMask json(Column column, ValueMask values) {
        boolean versioned = column.isBinary() && column.type() == JSONB;
        return value -> {
            var text = new String(value, StandardCharsets.UTF_8);
            var token = '"' + values.token(versioned ? text.substring(1) : text) + '"';
            return utf8(versioned ? "\1" + token : token);
        };
    }

    static byte @Nullable [] utf8(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
