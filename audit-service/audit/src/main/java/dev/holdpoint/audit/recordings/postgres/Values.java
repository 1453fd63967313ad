package dev.holdpoint.audit.recordings.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;

/** Values as text, as far as their bytes tell it. */
final class Values {
    private Values() {}

    /** Bytes that are no UTF-8 become U+FFFD. */
    static String text(byte[] value) {
        return new String(value, UTF_8);
    }

    static String hex(byte[] value) {
        return "\\x" + HexFormat.of().formatHex(value);
    }

    /** By the object ids of PostgreSQL's own types; other types and odd lengths in hex. */
    static String binary(long type, byte[] value) {
        var bytes = ByteBuffer.wrap(value);
        return switch ((int) type) {
            case 16 -> value.length == 1 ? (value[0] == 0 ? "f" : "t") : hex(value);
            case 21 -> value.length == 2 ? Short.toString(bytes.getShort()) : hex(value);
            case 23 -> value.length == 4 ? Integer.toString(bytes.getInt()) : hex(value);
            case 20 -> value.length == 8 ? Long.toString(bytes.getLong()) : hex(value);
            case 26 -> value.length == 4 ? Integer.toUnsignedString(bytes.getInt()) : hex(value);
            case 700 -> value.length == 4 ? Float.toString(bytes.getFloat()) : hex(value);
            case 701 -> value.length == 8 ? Double.toString(bytes.getDouble()) : hex(value);
            case 2950 ->
                    value.length == 16
                            ? new UUID(bytes.getLong(), bytes.getLong()).toString()
                            : hex(value);
            case 19, 25, 114, 142, 1042, 1043 -> text(value);
            default -> hex(value);
        };
    }
}
