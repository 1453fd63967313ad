package dev.holdpoint.edge.postgres.mask;

import dev.holdpoint.edge.postgres.wire.PgFrame;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message of which some stretches, in their order, are replaced; the rest is copied once. */
final class Rewritten {
    private static final int LENGTH = 1;
    private static final int ROOM = 64;

    private final Buffer message;
    private final List<Stretch> replaced = new ArrayList<>();
    private @Nullable Buffer rewritten;
    private int copied;
    private int begun;

    /** The whole message, type and length included. */
    Rewritten(Buffer message) {
        this.message = message;
    }

    /** Replaces what lies between by what is appended to this until the next call. */
    Buffer replace(int from, int to) {
        var written =
                rewritten == null ? rewritten = Buffer.buffer(message.length() + ROOM) : rewritten;
        written();
        written.appendBuffer(message, copied, from - copied);
        copied = to;
        begun = written.length();
        return written;
    }

    /** What was appended since the last call is all that replaces that stretch. */
    private void written() {
        if (rewritten != null && begun > 0) {
            replaced.add(new Stretch(begun, rewritten.length()));
        }
    }

    /** Where, in the message that is done, something was replaced. */
    List<Stretch> replaced() {
        return replaced;
    }

    /** The message as it is now, with its length; the given one if nothing was replaced. */
    PgFrame done(PgFrame unchanged) {
        var written = rewritten;
        if (written == null) {
            return unchanged;
        }
        written();
        written.appendBuffer(message, copied, message.length() - copied);
        written.setInt(LENGTH, written.length() - LENGTH);
        return new PgFrame((byte) unchanged.kind(), written);
    }
}
