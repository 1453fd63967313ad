package dev.holdpoint.edge.postgres.session.kept;

import dev.holdpoint.edge.postgres.wire.MalformedFrame;
import dev.holdpoint.edge.postgres.wire.PgBody;
import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.events.Sha256;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a Bind message says.
 *
 * @param values for people; SQL NULL as {@code NULL}
 * @param content what an approval is bound to
 */
public record Bound(String portal, String statement, List<String> values, Content content) {
    private static final int NULL = -1;
    private static final int BINARY = 1;

    /** The SHA-256 of formats and values. */
    public static final class Content {
        private final byte[] digest;

        private Content(PgBody body) {
            var sha = Sha256.start();
            body.digest(body.remaining(), sha);
            this.digest = sha.digest();
        }

        /** Digests what the body has left, and leaves it there. */
        public static Content rest(PgBody body) {
            return new Content(body.fork());
        }

        /** Of a cursor, whose parameters nobody saw. */
        public static Content none() {
            return new Content(new PgBody(Buffer.buffer(), 0));
        }

        /** A copy of the 32 bytes. */
        public byte[] digest() {
            return digest.clone();
        }
    }

    /** Reads a Bind message. */
    public static Bound read(PgFrame bind) {
        var body = bind.body();
        var portal = body.readName();
        var statement = body.readName();
        var content = Content.rest(body);
        var values = values(body);
        shorts(body);
        body.end();
        return new Bound(portal, statement, values, content);
    }

    /** Formats and values, for people. */
    public static List<String> values(PgBody body) {
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
        return List.copyOf(values);
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
        int format = formats.isEmpty() ? 0 : formats.get(formats.size() == 1 ? 0 : index);
        return ShownValue.read(body, length, format == BINARY);
    }
}
