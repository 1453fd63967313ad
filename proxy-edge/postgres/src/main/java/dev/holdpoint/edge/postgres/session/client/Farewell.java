package dev.holdpoint.edge.postgres.session.client;

import dev.holdpoint.edge.postgres.wire.PgFrame;
import dev.holdpoint.edge.postgres.wire.Report;
import dev.holdpoint.events.SessionEnd;
import java.util.Optional;

/** The last words to a client whose session others ended. */
public final class Farewell {
    /** admin_shutdown. */
    private static final String SQL_STATE = "57P01";

    private Farewell() {}

    /** Empty where the client has gone or been told already. */
    public static Optional<PgFrame> of(SessionEnd end) {
        return switch (end) {
            case CREDENTIAL_EXPIRED -> say("its credential expired; log in anew");
            case GRANT_REVOKED -> say("no grant covers it any more");
            case KILLED -> say("somebody with the right to do so ended it");
            case EDGE_STOPPED -> say("this edge is being stopped; connect again");
            case EDGE_LOST -> say("another process took over this edge's sessions");
            case CLIENT_CLOSED, TARGET_CLOSED, PROTOCOL_ERROR, LOG_UNAVAILABLE -> Optional.empty();
        };
    }

    private static Optional<PgFrame> say(String why) {
        return Optional.of(
                Report.of("FATAL", SQL_STATE, "Holdpoint ended the session: " + why).error());
    }
}
