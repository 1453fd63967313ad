package dev.holdpoint.edge.postgres.session.upstream;

import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.PgWriter;
import io.vertx.core.buffer.Buffer;

/** The tag of a CommandComplete, such as {@code UPDATE 3} or {@code INSERT 0 1}. */
final class CommandTag {
    private static final int MOST_DIGITS = 18;
    private static final Buffer DISCARDED = complete("DISCARD ALL");
    private static final Buffer DEALLOCATED = complete("DEALLOCATE ALL");

    private CommandTag() {}

    /** Whether every prepared statement is gone. */
    static boolean forgetsStatements(PgFrame frame) {
        return frame.kind() == 'C' && (is(frame, DISCARDED) || is(frame, DEALLOCATED));
    }

    private static boolean is(PgFrame frame, Buffer complete) {
        return frame.length() == complete.length() && complete.equals(frame.bytes());
    }

    private static Buffer complete(String tag) {
        return PgWriter.frame('C').putString(tag).done().bytes();
    }

    /** The count at its end; 0 without one. */
    static long rows(PgFrame complete) {
        var tag = complete.body().readRest();
        int at = tag.length - 2;
        long rows = 0;
        long unit = 1;
        int digits = 0;
        while (at >= 0 && tag[at] >= '0' && tag[at] <= '9') {
            rows += unit * (tag[at] - '0');
            unit *= 10;
            digits++;
            at--;
        }
        return at >= 0 && tag[at] == ' ' && digits <= MOST_DIGITS ? rows : 0;
    }
}
