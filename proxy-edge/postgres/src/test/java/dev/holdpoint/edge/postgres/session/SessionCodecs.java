package dev.holdpoint.edge.postgres.session;

import dev.holdpoint.edge.postgres.wire.PgFrame;

/** What this package reads from a client, for tests that attack it. */
public final class SessionCodecs {
    private SessionCodecs() {}

    /** Reads a FunctionCall. */
    public static String functionCall(PgFrame frame) {
        return FunctionCall.read(frame).toString();
    }
}
