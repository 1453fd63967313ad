package dev.holdpoint.edge.postgres.mask.cell;

import dev.holdpoint.edge.mask.ValueMask;
import dev.holdpoint.edge.postgres.wire.RowDescription.Column;
import dev.holdpoint.edge.postgres.wire.TypeOid;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** uuid and bytea, by keyed bytes. */
final class ByteCells implements CellMask {
    private static final int TOKEN_BYTES = 16;
    private static final HexFormat HEX = HexFormat.of();

    private final boolean binary;
    private final boolean uuid;
    private final boolean token;
    private final ValueMask values;

    ByteCells(Column column, ValueMask values, boolean token) {
        this.binary = column.isBinary();
        this.uuid = column.type() == TypeOid.UUID;
        this.token = token;
        this.values = values;
    }

    @Override
    public byte @Nullable [] mask(byte[] value) {
        var text = binary ? HEX.formatHex(value) : new String(value, StandardCharsets.ISO_8859_1);
        if (uuid) {
            return uuid(values.bytes("uuid", text.replace("-", ""), TOKEN_BYTES));
        }
        if (!binary && !text.startsWith("\\x")) {
            return null;
        }
        var hex = binary ? text : text.substring(2);
        var bytes = values.bytes("bytea", hex, token ? TOKEN_BYTES : hex.length() / 2);
        return binary ? bytes : TypedMask.utf8("\\x" + HEX.formatHex(bytes));
    }

    /** Of version 4, as a random one would be. */
    private byte @Nullable [] uuid(byte[] bytes) {
        bytes[6] = (byte) (bytes[6] & 0x0F | 0x40);
        bytes[8] = (byte) (bytes[8] & 0x3F | 0x80);
        if (binary) {
            return bytes;
        }
        var buffer = ByteBuffer.wrap(bytes);
        return TypedMask.utf8(new UUID(buffer.getLong(), buffer.getLong()).toString());
    }
}
