package dev.holdpoint.edge.postgres.session.upstream;

import dev.holdpoint.edge.postgres.wire.PgFrame;

/** What this package reads from a peer, for tests that attack it. */
public final class AnswerCodecs {
    private AnswerCodecs() {}

    /** Reads how many rows a CommandComplete tells of. */
    public static boolean tag(PgFrame frame) {
        return CommandTag.rows(frame) >= 0;
    }
}
