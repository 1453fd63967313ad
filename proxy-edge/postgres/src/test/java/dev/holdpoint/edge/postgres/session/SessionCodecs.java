package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.postgres.wire.PgFrame;

/** What this package reads from a peer, for tests that attack it. */
public final class SessionCodecs {
    private SessionCodecs() {}

    /** Reads a Bind; true if its values are not more than the frame has room for. */
    public static boolean bind(PgFrame frame) {
        var bound = Bound.read(frame);
        return bound.values().size() <= frame.length();
    }

    /** Reads how many rows a CommandComplete tells of. */
    public static boolean tag(PgFrame frame) {
        return CommandTag.rows(frame) >= 0;
    }
}
