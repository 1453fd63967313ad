package dev.holdpoint.edge.postgres.session.upstream;

import dev.holdpoint.edge.postgres.wire.PgFrame;

/** The tag of a CommandComplete, such as {@code UPDATE 3} or {@code INSERT 0 1}. */
final class CommandTag {
    private static final int MOST_DIGITS = 18;

    private CommandTag() {}

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
