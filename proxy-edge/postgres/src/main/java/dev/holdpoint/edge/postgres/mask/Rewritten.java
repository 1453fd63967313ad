package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.postgres.wire.PgFrame;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** A message of which some stretches, in their order, are replaced; the rest is copied once. */
final class Rewritten {
    private static final int LENGTH = 1;
    private static final int ROOM = 64;

    private final Buffer message;
    private @Nullable Buffer rewritten;
    private int copied;

    /** The whole message, type and length included. */
    Rewritten(Buffer message) {
        this.message = message;
    }

    /** Replaces what lies between by what is appended to this until the next call. */
    Buffer replace(int from, int to) {
        var written =
                rewritten == null ? rewritten = Buffer.buffer(message.length() + ROOM) : rewritten;
        written.appendBuffer(message, copied, from - copied);
        copied = to;
        return written;
    }

    /** The message as it is now, with its length; the given one if nothing was replaced. */
    PgFrame done(PgFrame unchanged) {
        var written = rewritten;
        if (written == null) {
            return unchanged;
        }
        written.appendBuffer(message, copied, message.length() - copied);
        written.setInt(LENGTH, written.length() - LENGTH);
        return new PgFrame((byte) unchanged.kind(), written);
    }
}
