package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgBody;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What a Bind message says.
 *
 * @param values for people: text as it is, binary as {@code \x} and hex, SQL NULL as {@code NULL}
 * @param content formats and values, byte for byte: what an approval is bound to
 */
record Bound(String portal, String statement, List<String> values, Content content) {
    private static final int NULL = -1;
    private static final int BINARY = 1;

    /** Bytes that are compared and hashed, never changed. */
    static final class Content {
        private final byte[] bytes;

        Content(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes.clone();
        }

        int length() {
            return bytes.length;
        }
    }

    static Bound read(PgFrame bind) {
        var body = bind.body();
        var portal = body.readString();
        var statement = body.readString();
        int from = bind.length() - body.remaining();
        var formats = shorts(body);
        int count = body.readShort();
        if (formats.size() > 1 && formats.size() != count) {
            throw new MalformedFrame(
                    "%d parameter formats for %d parameters".formatted(formats.size(), count));
        }
        var values = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            values.add(value(body, formats, i));
        }
        shorts(body);
        body.end();
        var content = bind.bytes().getBytes(from, bind.length());
        return new Bound(portal, statement, List.copyOf(values), new Content(content));
    }

    private static List<Integer> shorts(PgBody body) {
        int count = body.readShort();
        var values = new ArrayList<Integer>();
        for (int i = 0; i < count; i++) {
            values.add(body.readShort());
        }
        return values;
    }

    private static String value(PgBody body, List<Integer> formats, int index) {
        int length = body.readInt();
        if (length == NULL) {
            return "NULL";
        }
        var bytes = body.readBytes(length);
        int format = formats.isEmpty() ? 0 : formats.get(formats.size() == 1 ? 0 : index);
        return format == BINARY ? "\\x" + HexFormat.of().formatHex(bytes) : PgBody.utf8(bytes);
    }
}
